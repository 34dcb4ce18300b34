// The columns of tables of jobs in processes of their own.
import type { Figures } from './fresh-process.js';
import type { Column } from './table.js';

export const rate: Column<Figures> = {
  title: 'documents per second',
  unit: '/s',
  of: ({ documents, wall }) => (1000 * documents) / wall,
};
export const time: Column<Figures> = { title: 'time', unit: 'ms', of: ({ wall }) => wall };
export const cpu: Column<Figures> = { title: 'client cpu', unit: 'ms', of: (figures) => figures.cpu };
export const memory: Column<Figures> = {
  title: 'peak memory',
  unit: 'MB',
  of: (figures) => figures.memory,
};
