# One job of elasticsearch.dsl in this process: python job.py NAME '{"url": …, "index": …, "documents": …}'.
# Prints what support/fresh-process.ts sends: milliseconds, milliseconds of CPU, megabytes, documents.
import json
import resource
import sys
import time

from elasticsearch.dsl import connections

from documents import events, events_in, posts_in

PAGE = 1_000
SEARCHES = 3


def search(target):
    Post = posts_in(target["index"])
    size = target["documents"] // SEARCHES
    found = 0
    for _ in range(SEARCHES):
        response = Post.search().extra(size=size).execute()
        found += sum(isinstance(hit, Post) for hit in response)
    return found


def bulk(target):
    Event = events_in(target["index"])
    succeeded, failed = Event.bulk(events(Event, target["documents"]))
    return succeeded - len(failed)


def scan(target):
    Event = events_in(target["index"])
    return sum(isinstance(hit, Event) for hit in Event.search().params(size=PAGE).scan())


def iterate(target):
    Event = events_in(target["index"])
    return sum(isinstance(hit, Event) for hit in Event.search().extra(size=PAGE).iterate())


name, target = sys.argv[1], json.loads(sys.argv[2])
job = {"search": search, "bulk": bulk, "scan": scan, "iterate": iterate}[name]
connections.create_connection(hosts=[target["url"]])
started, computed = time.perf_counter(), time.process_time()
documents = job(target)
figures = {
    "wall": 1000 * (time.perf_counter() - started),
    "cpu": 1000 * (time.process_time() - computed),
    "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    "documents": documents,
}
print(json.dumps(figures))
