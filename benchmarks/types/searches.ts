// Thirty searches with nested aggregations, whose results are used: what the compiler has to infer.
import type { Repository } from 'elastodm';
import type { Product } from './product.js';

export async function searches(products: Repository<Product>): Promise<unknown[]> {
  const r0 = await products.search({
    query: { term: { status: 'live' } },
    aggs: {
      brands: {
        terms: { field: 'brand', size: 1 },
        aggs: {
          months: {
            date_histogram: { field: 'released', calendar_interval: 'month' },
            aggs: { sold: { sum: { field: 'sold' } }, best: { top_hits: { size: 1 } } },
          },
        },
      },
    },
  });
  const r1 = await products.search({
    query: { bool: { filter: [{ range: { price: { gte: 2 } } }, { terms: { language: ['de', 'en'] } }] } },
    aggs: {
      inside: {
        nested: { path: 'variants' },
        aggs: {
          colors: {
            terms: { field: 'variants.color' },
            aggs: {
              price: { stats: { field: 'variants.price' } },
              back: { reverse_nested: {}, aggs: { brands: { cardinality: { field: 'brand' } } } },
            },
          },
        },
      },
    },
  });
  const r2 = await products.search({
    query: { match: { title: 'shoe' } },
    aggs: {
      groups: {
        filters: { filters: { cheap: { range: { price: { lt: 3 } } }, live: { term: { status: 'live' } } } },
        aggs: { stars: { terms: { field: 'stars' }, aggs: { views: { avg: { field: 'views' } } } } },
      },
    },
  });
  const r3 = await products.search({
    size: 4,
    aggs: {
      pages: {
        composite: {
          sources: [
            { brand: { terms: { field: 'brand' } } },
            { day: { date_histogram: { field: 'created', calendar_interval: 'day' } } },
          ],
        },
        aggs: {
          price: { percentiles: { field: 'price', percents: [50, 95] } },
          low: { min: { field: 'price' } },
        },
      },
    },
  });
  const r4 = await products.search({
    size: 5,
    aggs: {
      prices: {
        range: {
          field: 'price',
          keyed: true,
          ranges: [
            { key: 'low', to: 10 },
            { key: 'high', from: 10 },
          ],
        },
        aggs: {
          countries: {
            terms: { field: 'supplier.country' },
            aggs: {
              rating: { avg: { field: 'supplier.rating' } },
              stock: {
                nested: { path: 'variants.stock' },
                aggs: { quantity: { sum: { field: 'variants.stock.quantity' } } },
              },
            },
          },
        },
      },
    },
  });
  const r5 = await products.search({
    size: 6,
    sort: [{ price: 'desc' }],
    aggs: {
      months: {
        date_histogram: { field: 'created', calendar_interval: 'month' },
        aggs: {
          sold: { sum: { field: 'sold' } },
          change: { derivative: { buckets_path: 'sold' } },
          tags: {
            terms: { field: 'tags' },
            aggs: { top: { top_metrics: { metrics: { field: 'price' }, sort: { sold: 'desc' } } } },
          },
        },
      },
      best: { max_bucket: { buckets_path: 'months>sold' } },
    },
  });
  const r6 = await products.search({
    query: { term: { status: 'live' } },
    aggs: {
      brands: {
        terms: { field: 'brand', size: 7 },
        aggs: {
          months: {
            date_histogram: { field: 'released', calendar_interval: 'month' },
            aggs: { sold: { sum: { field: 'sold' } }, best: { top_hits: { size: 1 } } },
          },
        },
      },
    },
  });
  const r7 = await products.search({
    query: { bool: { filter: [{ range: { price: { gte: 8 } } }, { terms: { language: ['de', 'en'] } }] } },
    aggs: {
      inside: {
        nested: { path: 'variants' },
        aggs: {
          colors: {
            terms: { field: 'variants.color' },
            aggs: {
              price: { stats: { field: 'variants.price' } },
              back: { reverse_nested: {}, aggs: { brands: { cardinality: { field: 'brand' } } } },
            },
          },
        },
      },
    },
  });
  const r8 = await products.search({
    query: { match: { title: 'shoe' } },
    aggs: {
      groups: {
        filters: { filters: { cheap: { range: { price: { lt: 9 } } }, live: { term: { status: 'live' } } } },
        aggs: { stars: { terms: { field: 'stars' }, aggs: { views: { avg: { field: 'views' } } } } },
      },
    },
  });
  const r9 = await products.search({
    size: 10,
    aggs: {
      pages: {
        composite: {
          sources: [
            { brand: { terms: { field: 'brand' } } },
            { day: { date_histogram: { field: 'created', calendar_interval: 'day' } } },
          ],
        },
        aggs: {
          price: { percentiles: { field: 'price', percents: [50, 95] } },
          low: { min: { field: 'price' } },
        },
      },
    },
  });
  const r10 = await products.search({
    size: 11,
    aggs: {
      prices: {
        range: {
          field: 'price',
          keyed: true,
          ranges: [
            { key: 'low', to: 10 },
            { key: 'high', from: 10 },
          ],
        },
        aggs: {
          countries: {
            terms: { field: 'supplier.country' },
            aggs: {
              rating: { avg: { field: 'supplier.rating' } },
              stock: {
                nested: { path: 'variants.stock' },
                aggs: { quantity: { sum: { field: 'variants.stock.quantity' } } },
              },
            },
          },
        },
      },
    },
  });
  const r11 = await products.search({
    size: 12,
    sort: [{ price: 'desc' }],
    aggs: {
      months: {
        date_histogram: { field: 'created', calendar_interval: 'month' },
        aggs: {
          sold: { sum: { field: 'sold' } },
          change: { derivative: { buckets_path: 'sold' } },
          tags: {
            terms: { field: 'tags' },
            aggs: { top: { top_metrics: { metrics: { field: 'price' }, sort: { sold: 'desc' } } } },
          },
        },
      },
      best: { max_bucket: { buckets_path: 'months>sold' } },
    },
  });
  const r12 = await products.search({
    query: { term: { status: 'live' } },
    aggs: {
      brands: {
        terms: { field: 'brand', size: 13 },
        aggs: {
          months: {
            date_histogram: { field: 'released', calendar_interval: 'month' },
            aggs: { sold: { sum: { field: 'sold' } }, best: { top_hits: { size: 1 } } },
          },
        },
      },
    },
  });
  const r13 = await products.search({
    query: { bool: { filter: [{ range: { price: { gte: 14 } } }, { terms: { language: ['de', 'en'] } }] } },
    aggs: {
      inside: {
        nested: { path: 'variants' },
        aggs: {
          colors: {
            terms: { field: 'variants.color' },
            aggs: {
              price: { stats: { field: 'variants.price' } },
              back: { reverse_nested: {}, aggs: { brands: { cardinality: { field: 'brand' } } } },
            },
          },
        },
      },
    },
  });
  const r14 = await products.search({
    query: { match: { title: 'shoe' } },
    aggs: {
      groups: {
        filters: { filters: { cheap: { range: { price: { lt: 15 } } }, live: { term: { status: 'live' } } } },
        aggs: { stars: { terms: { field: 'stars' }, aggs: { views: { avg: { field: 'views' } } } } },
      },
    },
  });
  const r15 = await products.search({
    size: 16,
    aggs: {
      pages: {
        composite: {
          sources: [
            { brand: { terms: { field: 'brand' } } },
            { day: { date_histogram: { field: 'created', calendar_interval: 'day' } } },
          ],
        },
        aggs: {
          price: { percentiles: { field: 'price', percents: [50, 95] } },
          low: { min: { field: 'price' } },
        },
      },
    },
  });
  const r16 = await products.search({
    size: 17,
    aggs: {
      prices: {
        range: {
          field: 'price',
          keyed: true,
          ranges: [
            { key: 'low', to: 10 },
            { key: 'high', from: 10 },
          ],
        },
        aggs: {
          countries: {
            terms: { field: 'supplier.country' },
            aggs: {
              rating: { avg: { field: 'supplier.rating' } },
              stock: {
                nested: { path: 'variants.stock' },
                aggs: { quantity: { sum: { field: 'variants.stock.quantity' } } },
              },
            },
          },
        },
      },
    },
  });
  const r17 = await products.search({
    size: 18,
    sort: [{ price: 'desc' }],
    aggs: {
      months: {
        date_histogram: { field: 'created', calendar_interval: 'month' },
        aggs: {
          sold: { sum: { field: 'sold' } },
          change: { derivative: { buckets_path: 'sold' } },
          tags: {
            terms: { field: 'tags' },
            aggs: { top: { top_metrics: { metrics: { field: 'price' }, sort: { sold: 'desc' } } } },
          },
        },
      },
      best: { max_bucket: { buckets_path: 'months>sold' } },
    },
  });
  const r18 = await products.search({
    query: { term: { status: 'live' } },
    aggs: {
      brands: {
        terms: { field: 'brand', size: 19 },
        aggs: {
          months: {
            date_histogram: { field: 'released', calendar_interval: 'month' },
            aggs: { sold: { sum: { field: 'sold' } }, best: { top_hits: { size: 1 } } },
          },
        },
      },
    },
  });
  const r19 = await products.search({
    query: { bool: { filter: [{ range: { price: { gte: 20 } } }, { terms: { language: ['de', 'en'] } }] } },
    aggs: {
      inside: {
        nested: { path: 'variants' },
        aggs: {
          colors: {
            terms: { field: 'variants.color' },
            aggs: {
              price: { stats: { field: 'variants.price' } },
              back: { reverse_nested: {}, aggs: { brands: { cardinality: { field: 'brand' } } } },
            },
          },
        },
      },
    },
  });
  const r20 = await products.search({
    query: { match: { title: 'shoe' } },
    aggs: {
      groups: {
        filters: { filters: { cheap: { range: { price: { lt: 21 } } }, live: { term: { status: 'live' } } } },
        aggs: { stars: { terms: { field: 'stars' }, aggs: { views: { avg: { field: 'views' } } } } },
      },
    },
  });
  const r21 = await products.search({
    size: 22,
    aggs: {
      pages: {
        composite: {
          sources: [
            { brand: { terms: { field: 'brand' } } },
            { day: { date_histogram: { field: 'created', calendar_interval: 'day' } } },
          ],
        },
        aggs: {
          price: { percentiles: { field: 'price', percents: [50, 95] } },
          low: { min: { field: 'price' } },
        },
      },
    },
  });
  const r22 = await products.search({
    size: 23,
    aggs: {
      prices: {
        range: {
          field: 'price',
          keyed: true,
          ranges: [
            { key: 'low', to: 10 },
            { key: 'high', from: 10 },
          ],
        },
        aggs: {
          countries: {
            terms: { field: 'supplier.country' },
            aggs: {
              rating: { avg: { field: 'supplier.rating' } },
              stock: {
                nested: { path: 'variants.stock' },
                aggs: { quantity: { sum: { field: 'variants.stock.quantity' } } },
              },
            },
          },
        },
      },
    },
  });
  const r23 = await products.search({
    size: 24,
    sort: [{ price: 'desc' }],
    aggs: {
      months: {
        date_histogram: { field: 'created', calendar_interval: 'month' },
        aggs: {
          sold: { sum: { field: 'sold' } },
          change: { derivative: { buckets_path: 'sold' } },
          tags: {
            terms: { field: 'tags' },
            aggs: { top: { top_metrics: { metrics: { field: 'price' }, sort: { sold: 'desc' } } } },
          },
        },
      },
      best: { max_bucket: { buckets_path: 'months>sold' } },
    },
  });
  const r24 = await products.search({
    query: { term: { status: 'live' } },
    aggs: {
      brands: {
        terms: { field: 'brand', size: 25 },
        aggs: {
          months: {
            date_histogram: { field: 'released', calendar_interval: 'month' },
            aggs: { sold: { sum: { field: 'sold' } }, best: { top_hits: { size: 1 } } },
          },
        },
      },
    },
  });
  const r25 = await products.search({
    query: { bool: { filter: [{ range: { price: { gte: 26 } } }, { terms: { language: ['de', 'en'] } }] } },
    aggs: {
      inside: {
        nested: { path: 'variants' },
        aggs: {
          colors: {
            terms: { field: 'variants.color' },
            aggs: {
              price: { stats: { field: 'variants.price' } },
              back: { reverse_nested: {}, aggs: { brands: { cardinality: { field: 'brand' } } } },
            },
          },
        },
      },
    },
  });
  const r26 = await products.search({
    query: { match: { title: 'shoe' } },
    aggs: {
      groups: {
        filters: { filters: { cheap: { range: { price: { lt: 27 } } }, live: { term: { status: 'live' } } } },
        aggs: { stars: { terms: { field: 'stars' }, aggs: { views: { avg: { field: 'views' } } } } },
      },
    },
  });
  const r27 = await products.search({
    size: 28,
    aggs: {
      pages: {
        composite: {
          sources: [
            { brand: { terms: { field: 'brand' } } },
            { day: { date_histogram: { field: 'created', calendar_interval: 'day' } } },
          ],
        },
        aggs: {
          price: { percentiles: { field: 'price', percents: [50, 95] } },
          low: { min: { field: 'price' } },
        },
      },
    },
  });
  const r28 = await products.search({
    size: 29,
    aggs: {
      prices: {
        range: {
          field: 'price',
          keyed: true,
          ranges: [
            { key: 'low', to: 10 },
            { key: 'high', from: 10 },
          ],
        },
        aggs: {
          countries: {
            terms: { field: 'supplier.country' },
            aggs: {
              rating: { avg: { field: 'supplier.rating' } },
              stock: {
                nested: { path: 'variants.stock' },
                aggs: { quantity: { sum: { field: 'variants.stock.quantity' } } },
              },
            },
          },
        },
      },
    },
  });
  const r29 = await products.search({
    size: 30,
    sort: [{ price: 'desc' }],
    aggs: {
      months: {
        date_histogram: { field: 'created', calendar_interval: 'month' },
        aggs: {
          sold: { sum: { field: 'sold' } },
          change: { derivative: { buckets_path: 'sold' } },
          tags: {
            terms: { field: 'tags' },
            aggs: { top: { top_metrics: { metrics: { field: 'price' }, sort: { sold: 'desc' } } } },
          },
        },
      },
      best: { max_bucket: { buckets_path: 'months>sold' } },
    },
  });
  return [
    r0.aggs.brands.buckets[0]?.months.buckets[0]?.best.documents[0]?.title,
    r1.aggs.inside.colors.buckets[0]?.back.brands.value,
    r2.aggs.groups.buckets.cheap.stars.buckets[0]?.views.value,
    r3.aggs.pages.buckets[0]?.price.values['95.0'],
    r4.aggs.prices.buckets.low.countries.buckets[0]?.stock.quantity.value,
    r5.aggs.months.buckets[0]?.tags.buckets[0]?.top.top[0]?.metrics.price,
    r6.aggs.brands.buckets[0]?.months.buckets[0]?.best.documents[0]?.title,
    r7.aggs.inside.colors.buckets[0]?.back.brands.value,
    r8.aggs.groups.buckets.cheap.stars.buckets[0]?.views.value,
    r9.aggs.pages.buckets[0]?.price.values['95.0'],
    r10.aggs.prices.buckets.low.countries.buckets[0]?.stock.quantity.value,
    r11.aggs.months.buckets[0]?.tags.buckets[0]?.top.top[0]?.metrics.price,
    r12.aggs.brands.buckets[0]?.months.buckets[0]?.best.documents[0]?.title,
    r13.aggs.inside.colors.buckets[0]?.back.brands.value,
    r14.aggs.groups.buckets.cheap.stars.buckets[0]?.views.value,
    r15.aggs.pages.buckets[0]?.price.values['95.0'],
    r16.aggs.prices.buckets.low.countries.buckets[0]?.stock.quantity.value,
    r17.aggs.months.buckets[0]?.tags.buckets[0]?.top.top[0]?.metrics.price,
    r18.aggs.brands.buckets[0]?.months.buckets[0]?.best.documents[0]?.title,
    r19.aggs.inside.colors.buckets[0]?.back.brands.value,
    r20.aggs.groups.buckets.cheap.stars.buckets[0]?.views.value,
    r21.aggs.pages.buckets[0]?.price.values['95.0'],
    r22.aggs.prices.buckets.low.countries.buckets[0]?.stock.quantity.value,
    r23.aggs.months.buckets[0]?.tags.buckets[0]?.top.top[0]?.metrics.price,
    r24.aggs.brands.buckets[0]?.months.buckets[0]?.best.documents[0]?.title,
    r25.aggs.inside.colors.buckets[0]?.back.brands.value,
    r26.aggs.groups.buckets.cheap.stars.buckets[0]?.views.value,
    r27.aggs.pages.buckets[0]?.price.values['95.0'],
    r28.aggs.prices.buckets.low.countries.buckets[0]?.stock.quantity.value,
    r29.aggs.months.buckets[0]?.tags.buckets[0]?.top.top[0]?.metrics.price,
  ];
}
