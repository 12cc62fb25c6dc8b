"""A language server that knows nothing, to try the editor harness on: it marks the words that a JSON file lists.

Run as `python fake_server.py WORDS.json`. Each entry of the file has `word` and `rule`; with `replacement` it
offers that as the preferred fix, with `file` and `line` the fix also writes a line into a new file beside it.
It logs how far it is in the words of the real server, and that something has failed where a file says so.
Standard library only; positions are UTF-16, documents are synced whole.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

WORDS = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
CAPABILITIES = {
    "textDocumentSync": {"openClose": True, "change": 1},
    "codeActionProvider": {"codeActionKinds": ["quickfix", "source.fixAll"]},
}
Message = dict[str, Any]


def main() -> None:
    texts: dict[str, str] = {}
    while message := read():
        method, params = message.get("method"), message.get("params") or {}
        if method == "exit":
            return
        if method in {"textDocument/didOpen", "textDocument/didChange"}:
            document = params["textDocument"]
            changes = params.get("contentChanges") or [document]
            texts[document["uri"]] = changes[-1]["text"]
            publish(document, texts[document["uri"]])
            log(f"analysed {path(document['uri'])} version {document['version']}: all of it")
            if "somethingFails()" in texts[document["uri"]]:
                log("this word breaks the server", error=True)
        elif method == "initialized":
            log("the project was read")
        elif "id" in message and method:
            write({"id": message["id"], "result": answer(method, params, texts)})


def answer(method: str, params: Message, texts: dict[str, str]) -> object:
    if method == "initialize":
        return {"capabilities": CAPABILITIES, "serverInfo": {"name": "fake"}}
    if method != "textDocument/codeAction":
        return None
    uri = params["textDocument"]["uri"]
    if "source.fixAll.nodeward" in params["context"].get("only", []):
        edits = [edit(found) for found in diagnostics(texts[uri]) if found["data"].get("replacement")]
        return [{"title": "Fix all", "kind": "source.fixAll.nodeward", "edit": {"changes": {uri: edits}}}]
    wanted = [found for found in params["context"]["diagnostics"] if found["data"].get("replacement")]
    return [action(uri, found) for found in wanted] + [
        {"title": f"Disable {found['code']}", "kind": "quickfix", "diagnostics": [found]} for found in wanted
    ]


def action(uri: str, found: Message) -> Message:
    changes: list[Message] = [{"textDocument": {"uri": uri, "version": None}, "edits": [edit(found)]}]
    if file := found["data"].get("file"):
        beside = uri.rsplit("/", 1)[0] + "/" + file
        # The end lies past the last line, as the specification allows: Neovim then ends the file with one newline, not two.
        whole = {"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}}
        line = {"range": whole, "newText": found["data"]["line"] + "\n"}
        changes.append({"kind": "create", "uri": beside, "options": {"ignoreIfExists": True}})
        changes.append({"textDocument": {"uri": beside, "version": None}, "edits": [line]})
    return {
        "title": f"Fix {found['code']}",
        "kind": "quickfix",
        "isPreferred": True,
        "diagnostics": [found],
        "edit": {"documentChanges": changes},
    }


def edit(found: Message) -> Message:
    return {"range": found["range"], "newText": found["data"]["replacement"]}


def publish(document: Message, text: str) -> None:
    params = {"uri": document["uri"], "version": document["version"], "diagnostics": diagnostics(text)}
    write({"method": "textDocument/publishDiagnostics", "params": params})


def path(uri: str) -> str:
    return unquote(urlsplit(uri).path)


def log(line: str, *, error: bool = False) -> None:
    write({"method": "window/logMessage", "params": {"type": 1 if error else 4, "message": line}})


def diagnostics(text: str) -> list[Message]:
    return [
        {
            "range": {"start": position(text, match.start()), "end": position(text, match.end())},
            "message": f"{entry['word']} is here",
            "severity": 2,
            "source": "fake",
            "code": entry["rule"],
            "data": entry,
        }
        for entry in WORDS
        for match in re.finditer(re.escape(entry["word"]), text)
    ]


def position(text: str, index: int) -> Message:
    line_start = text.rfind("\n", 0, index) + 1
    units = len(text[line_start:index].encode("utf-16-le")) // 2
    return {"line": text.count("\n", 0, index), "character": units}


def read() -> Message | None:
    length = 0
    while (header := sys.stdin.buffer.readline().strip()) != b"":
        name, _, value = header.partition(b":")
        length = int(value) if name.lower() == b"content-length" else length
    return json.loads(sys.stdin.buffer.read(length)) if length else None


def write(message: Message) -> None:
    body = json.dumps({"jsonrpc": "2.0"} | message).encode()
    sys.stdout.buffer.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
