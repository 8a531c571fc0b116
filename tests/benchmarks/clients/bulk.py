"""The same as BulkSender, with urllib3: python3 bulk.py PORT TEXTS CHUNKS ANSWERED"""
import json
import sys

import urllib3

port, file, chunks, answered = sys.argv[1:]
with open(file, encoding="utf-8") as source:
    texts = json.load(source)
base = f"http://127.0.0.1:{port}"
http = urllib3.PoolManager()
headers = {"Authorization": "Bearer tr-benchmark", "TR-Dataset": "11111111-2222-4333-8444-555555555555", "Content-Type": "application/json"}

http.request("GET", f"{base}/api/health")
sent = 0
while sent < int(chunks):
    batch = []
    for number in range(sent, sent + 120):
        batch.append({
            "chunk_html": texts[number % len(texts)],
            "tracking_id": f"bulk-{number}",
            "upsert_by_tracking_id": True,
            "tag_set": ["benchmark", f"part-{number % 7}"],
            "group_tracking_ids": [f"group-{number // 1000}"],
            "num_value": number,
            "metadata": {"number": number, "source": "documentation"},
        })
    sent += 120
    answer = http.request("POST", f"{base}/api/chunk", body=json.dumps(batch).encode(), headers=headers)
    if answer.status != 200 or len(json.loads(answer.data)["chunk_metadata"]) != int(answered):
        sys.exit("another number of chunks was answered")
