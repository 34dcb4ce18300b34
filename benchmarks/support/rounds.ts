// Contenders in turn, round after round, so that a machine that slows down slows all of them.

export interface Contender<TFigures> {
  readonly name: string;
  readonly run: () => Promise<TFigures>;
}

/** What was measured of a contender, one for each round. */
export interface Measured<TFigures> {
  readonly name: string;
  readonly figures: readonly TFigures[];
}

const attempts = 3;

/** Runs each contender once a round; each round begins with another one, so that none always follows the same. */
export async function takeTurns<TFigures>(
  rounds: number,
  contenders: readonly Contender<TFigures>[],
): Promise<readonly Measured<TFigures>[]> {
  const measured = contenders.map(({ name }) => ({ name, figures: [] as TFigures[] }));
  for (let round = 0; round < rounds; round++) {
    for (let step = 0; step < contenders.length; step++) {
      const place = (round + step) % contenders.length;
      const contender = contenders[place];
      if (contender !== undefined) measured[place]?.figures.push(await runWhole(contender));
    }
  }
  return measured;
}

// A server may refuse a run that is too much for it just then: it is told, and is run again.
async function runWhole<TFigures>({ name, run }: Contender<TFigures>): Promise<TFigures> {
  for (let failures = 0; ;) {
    try {
      return await run();
    } catch (error) {
      console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      if (++failures === attempts) throw error;
    }
  }
}
