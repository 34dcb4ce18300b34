// The documents of the bulk requests and of the iterations: about 266 bytes of JSON each.
import { BooleanField, DateField, Document, Double, Id, Integer, Keyword, Text } from '../../src/index.js';

/** The class, in an index of this name. */
export function eventsIn(index: string) {
  @Document(index)
  class Event {
    @Id() id?: string;
    @Text() message!: string;
    @Keyword() service!: string;
    @Keyword() host!: string;
    @Keyword() level!: string;
    @Keyword() tags!: string[];
    @Integer() status!: number;
    @Double() took!: number;
    @BooleanField() cached!: boolean;
    @DateField() at!: Date;
  }
  return Event;
}

/** An instance of the class. */
export type Event = InstanceType<ReturnType<typeof eventsIn>>;

/** New instances, each made when it is asked for. The raw client and elastodm are given the same. */
export function* events(Class: new () => Event, count: number): Generator<Event, void, undefined> {
  for (let place = 0; place < count; place++) {
    const event = new Class();
    event.message = `Request number ${place} was answered, and this is what a server writes in a log`;
    event.service = place % 3 === 0 ? 'checkout' : 'catalogue';
    event.host = `host-${place % 97}.internal.example`;
    event.level = place % 10 === 0 ? 'warning' : 'information';
    event.tags = ['http', `zone-${place % 5}`];
    event.status = place % 50 === 0 ? 503 : 200;
    event.took = (place % 1000) / 8;
    event.cached = place % 2 === 0;
    event.at = new Date(1.7e12 + place * 1000);
    yield event;
  }
}
