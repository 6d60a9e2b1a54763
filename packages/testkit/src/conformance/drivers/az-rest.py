# One request a line on stdin, one answer a line on stdout: `az rest` sends with a token that the sandbox minted; one
# process for all of them, because the program takes seconds to be read.
import io
import json
import logging
import sys

from azure.cli.core import get_default_cli

cli = get_default_cli()
logging.disable(logging.ERROR)
answers = sys.stdout


def send(asked):
    arguments = ["rest", "--skip-authorization-header", "--method", asked["method"].lower(), "--url", asked["url"]]
    headers = dict(asked["headers"], Authorization="Bearer " + asked["token"])
    arguments += ["--headers", json.dumps(headers)]
    if "body" in asked:
        arguments += ["--body", asked["body"]]
    out = io.StringIO()
    # What it cannot read as JSON, it prints as it is.
    sys.stdout = io.StringIO()
    try:
        code = cli.invoke(arguments, out_file=out)
    except SystemExit as end:
        code = end.code
    unread, sys.stdout = sys.stdout.getvalue(), answers
    result = cli.result
    if code == 0:
        if unread:
            raise RuntimeError("not read as JSON: " + unread[:200])
        return {"ok": True, "text": "" if result.result is None else json.dumps(result.result)}
    raise RuntimeError(str(result.error if result is not None else code))


for line in sys.stdin:
    try:
        answer = send(json.loads(line))
    except Exception as error:  # every failure is an answer
        answer = {"error": str(error)}
    print(json.dumps(answer), file=answers, flush=True)
