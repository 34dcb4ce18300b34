// A class of sixty fields on three levels: what the cost of types is measured by.
import {
  BooleanField,
  DateField,
  Document,
  Double,
  GeoPoint,
  Id,
  Integer,
  Keyword,
  Nested,
  ObjectField,
  Text,
} from 'elastodm';
import type { MultiField } from 'elastodm';

class Stock {
  @Keyword() warehouse!: string;
  @Integer() quantity!: number;
  @Integer() reserved!: number;
  @DateField() counted!: Date;
  @BooleanField() sealed!: boolean;
  @Keyword() shelf!: string;
  @Text() note!: string;
  @Keyword() grade!: 'a' | 'b' | 'c';
  @Double() weight!: number;
  @DateField() arrived!: Date;
}

class Variant {
  @Keyword() sku!: string;
  @Keyword() color!: 'red' | 'green' | 'blue';
  @Keyword() size!: 's' | 'm' | 'l';
  @Double() price!: number;
  @Double() cost!: number;
  @BooleanField() active!: boolean;
  @DateField() created!: Date;
  @DateField() changed!: Date | null;
  @Integer() weight!: number;
  @Text() label!: string;
  @Integer() width!: number;
  @Integer() height!: number;
  @Integer() depth!: number;
  @Keyword() barcode!: string;
  @Nested(() => Stock) stock: Stock[] = [];
}

class Supplier {
  @Keyword() name!: string;
  @Keyword() country!: string;
  @Keyword() city!: string;
  @Double() rating!: number;
  @DateField() since!: Date;
  @BooleanField() preferred!: boolean;
  @Keyword() mail!: string;
  @Keyword() phone!: string;
  @Integer() days!: number;
  @GeoPoint() place!: { lat: number; lon: number };
}

@Document('products')
export class Product {
  @Id() id?: string;
  @Text({ fields: { raw: { type: 'keyword' } } }) title!: MultiField<string, 'raw'>;
  @Text() summary!: string;
  @Text() description!: string;
  @Keyword() status!: 'draft' | 'live' | 'gone';
  @Keyword() brand!: string;
  @Keyword() category!: string;
  @Keyword() tags!: string[];
  @Double() price!: number;
  @Double() list!: number;
  @Double() tax!: number;
  @Integer() sold!: number;
  @Integer() views!: number;
  @Integer() stars!: 1 | 2 | 3 | 4 | 5;
  @Integer() reviews!: number;
  @Integer() returns!: number;
  @DateField() released!: Date;
  @DateField() ended!: Date | null;
  @DateField() created!: Date;
  @DateField() changed!: Date;
  @BooleanField() featured!: boolean;
  @BooleanField() digital!: boolean;
  @Keyword() language!: 'de' | 'en' | 'fr';
  @Keyword() origin!: string;
  @ObjectField(() => Supplier) supplier!: Supplier;
  @Nested(() => Variant) variants: Variant[] = [];
}
