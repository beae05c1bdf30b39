"""The first design's two paths, written anew from its description, for the bench to measure beside Bronze Desk.

stream: messages are polled until a batch is full; the batch becomes a DataFrame and one `stream_batch_<UTC time>.parquet`.
file:   JSON lines become a DataFrame, get `ingest_timestamp` and `ingest_date`, and are written as Parquet by date.
With `--checks` its suite `bronze_validation` is run over each DataFrame by Great Expectations. Prints one JSON object.
"""

import argparse
import json
import os
import resource
import sys
import time
from datetime import datetime, timezone

import pandas as pd


def suite_runner():
    import great_expectations as gx
    import great_expectations.expectations as gxe

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("pandas").add_dataframe_asset("batch")
    whole = asset.add_batch_definition_whole_dataframe("whole")
    suite = gx.ExpectationSuite(
        name="bronze_validation",
        expectations=[
            gxe.ExpectColumnToExist(column="transcription"),
            gxe.ExpectColumnValuesToNotBeNull(column="medical_specialty"),
            gxe.ExpectColumnValuesToMatchRegex(column="medical_specialty", regex=r"^[A-Za-z\s]+$"),
        ],
    )
    return lambda frame: whole.get_batch({"dataframe": frame}).validate(suite)


def take_stream(args, check):
    from confluent_kafka import Consumer, KafkaException

    consumer = Consumer(
        {
            "bootstrap.servers": args.bootstrap_servers,
            "group.id": f"first-design-{os.getpid()}-{time.time_ns()}",
            "auto.offset.reset": "earliest",
        }
    )
    began = time.perf_counter()
    consumer.subscribe([args.topic])
    first = None
    taken, batch, latencies = 0, [], []
    while taken < args.records:
        message = consumer.poll(1.0)
        if message is None:
            continue
        if message.error():
            raise KafkaException(message.error())
        if not batch:
            batch_began = time.perf_counter()
            first = first or batch_began
        batch.append(json.loads(message.value()))
        taken += 1
        if len(batch) < args.batch_size:
            continue
        frame = pd.DataFrame(batch)
        if check:
            check(frame)
        name = datetime.now(timezone.utc).strftime("stream_batch_%Y%m%d%H%M%S%f.parquet")
        frame.to_parquet(os.path.join(args.target, name), index=False)
        latencies.append(time.perf_counter() - batch_began)
        batch = []
    ended = time.perf_counter()
    consumer.close()
    return {"join": first - began, "seconds": ended - first, "latency": sum(latencies) / len(latencies)}


def take_file(args, check):
    began = time.perf_counter()
    frame = pd.read_json(args.file, lines=True)
    now = datetime.now(timezone.utc)
    frame["ingest_timestamp"] = now
    frame["ingest_date"] = now.date().isoformat()
    if check:
        check(frame)
    frame.to_parquet(os.path.join(args.target, f"ingest_{int(now.timestamp())}"), partition_cols=["ingest_date"])
    seconds = time.perf_counter() - began
    return {"join": 0, "seconds": seconds, "latency": seconds}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("path", choices=["stream", "file"])
    parser.add_argument("--target", required=True)
    parser.add_argument("--records", type=int)
    parser.add_argument("--batch-size", type=int)
    parser.add_argument("--bootstrap-servers")
    parser.add_argument("--topic")
    parser.add_argument("--file")
    parser.add_argument("--checks", action="store_true")
    args = parser.parse_args()
    check = suite_runner() if args.checks else None
    # What a first use imports and compiles is not the pipeline's speed, on either side.
    if check:
        check(pd.DataFrame({"transcription": ["x"], "medical_specialty": ["Surgery"]}))
    os.makedirs(args.target, exist_ok=True)
    result = take_stream(args, check) if args.path == "stream" else take_file(args, check)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({**result, "memory_mb": usage.ru_maxrss / 1024, "cpu": usage.ru_utime + usage.ru_stime}))


main()
sys.stdout.flush()
# Not the regular end: threads of its libraries abort the process there now and then, when everything is written.
os._exit(0)
