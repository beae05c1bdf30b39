/** What a folder may hold that is a source; everything else in it (README.txt) is read only when it is named itself. */
export const sourceName = /\.(csv|tsv|psv|json|jsonl|ndjson|parquet)(\.gz)?$/i;
