# One request a line on stdin, one answer a line on stdout: MSAL Python gets the token, requests sends and reads JSON.
import json
import sys

import msal
import requests

applications = {}
session = requests.Session()


def token_of(asked):
    key = asked["clientId"]
    if key not in applications:
        applications[key] = msal.ConfidentialClientApplication(
            asked["clientId"],
            client_credential=asked["secret"],
            authority="https://login.microsoftonline.com/" + asked["tenant"],
        )
    application = applications[key]
    scopes = [asked["scope"]]
    if "username" in asked:
        known = application.get_accounts(asked["username"])
        result = application.acquire_token_silent(scopes, account=known[0]) if known else None
        if not result:
            result = application.acquire_token_by_username_password(asked["username"], asked["password"], scopes)
    else:
        result = application.acquire_token_silent(scopes, account=None) or application.acquire_token_for_client(scopes)
    if "access_token" not in result:
        raise RuntimeError(result.get("error_description", str(result)))
    return result["access_token"]


def send(asked):
    headers = dict(asked["headers"], Authorization="Bearer " + token_of(asked))
    body = asked.get("body")
    response = session.request(
        asked["method"],
        asked["url"],
        headers=headers,
        data=None if body is None else body.encode("utf-8"),
        allow_redirects=False,
    )
    if "json" in response.headers.get("content-type", "") and response.content:
        response.json()
    return {"status": response.status_code, "text": response.content.decode("utf-8")}


for line in sys.stdin:
    try:
        answer = send(json.loads(line))
    except Exception as error:  # every failure is an answer
        answer = {"error": type(error).__name__ + ": " + str(error)}
    print(json.dumps(answer), flush=True)
