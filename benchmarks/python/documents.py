# The documents of the benchmarks as classes of elasticsearch.dsl: the same fields as in support/posts.ts and events.ts.
from datetime import datetime, timezone

from elasticsearch.dsl import Boolean, Date, Document, Double, InnerDoc, Integer, Keyword, Nested, Text


class Comment(InnerDoc):
    author = Keyword()
    body = Text()
    stars = Integer()


def posts_in(index):
    class Post(Document):
        title = Text()
        body = Text()
        status = Keyword()
        author = Keyword()
        tags = Keyword(multi=True)
        views = Integer()
        rating = Double()
        createdAt = Date()
        updatedAt = Date()
        publishedAt = Date()
        reviewedAt = Date()
        expiresAt = Date()
        comments = Nested(Comment)

        # Hits of an index of another name would come back as generic objects.
        class Index:
            name = index

    return Post


def events_in(index):
    class Event(Document):
        message = Text()
        service = Keyword()
        host = Keyword()
        level = Keyword()
        tags = Keyword(multi=True)
        status = Integer()
        took = Double()
        cached = Boolean()
        at = Date()

        class Index:
            name = index

    return Event


def events(Event, count):
    for place in range(count):
        yield Event(
            message=f"Request number {place} was answered, and this is what a server writes in a log",
            service="checkout" if place % 3 == 0 else "catalogue",
            host=f"host-{place % 97}.internal.example",
            level="warning" if place % 10 == 0 else "information",
            tags=["http", f"zone-{place % 5}"],
            status=503 if place % 50 == 0 else 200,
            took=(place % 1000) / 8,
            cached=place % 2 == 0,
            at=datetime.fromtimestamp(1_700_000_000 + place, tz=timezone.utc),
        )
