// The class alone, with a repository that nothing is asked of: what the searches are held against.
import type { Repository } from 'elastodm';
import type { Product } from './product.js';

export function baseline(products: Repository<Product>): unknown {
  return products.metadata;
}
