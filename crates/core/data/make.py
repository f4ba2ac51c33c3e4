#!/usr/bin/env python3
"""Makes nq-2024.json, the built-in workspace, from the resolution's text and the two tables of published figures.

    python3 crates/core/data/make.py SOURCE_FOLDER

SOURCE_FOLDER holds nq-2024.md (the resolution as it was received), indicators.csv and observations.csv. The script
joins paragraphs that a page break had cut, corrects the faults of the scan and lists each of them with its place,
and finds every target's words and sentence in the corrected text (byte offsets). It stops if one is not found.
"""

import csv
import json
import pathlib
import re
import sys

SOURCE = pathlib.Path(sys.argv[1])
HERE = pathlib.Path(__file__).parent

CUT = [("theo hướng sản xuất", "hàng hóa tập trung"), ("phong cách Hồ Chí", "Minh theo Kết luận")]
FAULTS = [("phần đầu", "phấn đấu"), ("Phần đầu", "Phấn đấu"), ("kiểm chế", "kiềm chế")]
TITLE_LINES = 4


def paragraphs(markdown):
    text = markdown.replace("\\", "")
    for before, after in CUT:
        text = re.sub(re.escape(before) + r"\s*\n\s*\n\s*" + re.escape(after), before + " " + after, text)
    lines = []
    for raw in text.splitlines():
        line = raw.strip()
        if not line or re.fullmatch(r"-{3,}", line):
            continue
        heading = bool(re.match(r"#{2,3} ", line)) or line.startswith("**I. ")
        line = re.sub(r"^#{2,3} ", "", line)
        line = re.sub(r"\*+", "", line).strip()
        line = re.sub(r"\s+", " ", line)
        if heading:
            mark = "## " if re.match(r"[IVX]+\. ", line) else "### "
            line = mark + line
        lines.append(line)
    return ["# " + line for line in lines[:TITLE_LINES]] + lines[TITLE_LINES:]


def corrected(lines):
    """The corrected lines, and the faults as (found, shown, place, line number, character offset)."""
    out, faults, number, in_targets, place = [], [], 0, False, ""
    for index, line in enumerate(lines):
        if line.startswith("## "):
            in_targets = line.startswith("## I. ")
        if in_targets and line.startswith("- "):
            number += 1
            faults.append(("-", f"{number}.", f"I.{number}", index, 0))
            line = f"{number}. " + line[2:]
        if in_targets and re.match(r"\d+\. ", line):
            place = "I." + line.split(".")[0]
        for found, shown in FAULTS:
            at = line.find(found)
            while at >= 0:
                line = line[:at] + shown + line[at + len(found):]
                faults.append((found, shown, place, index, at))
                at = line.find(found, at + 1)
        out.append(line)
    return out, faults


def byte(text, characters):
    return len(text[:characters].encode())


def passage(text, item, words):
    number = re.match(r"\d+", item).group()
    start = re.search(rf"^{number}\. (?=\S)", text[text.index("## I. "):], re.M).start() + text.index("## I. ")
    end = text.index("\n", start)
    line = text[start:end]
    pieces, at = [], len(number) + 2
    for piece in re.split(r"(?<=[.;])\s+(?=\S)", line[at:]):
        begin = line.index(piece, at)
        pieces.append((begin, begin + len(piece)))
        at = begin + len(piece)
    wanted = ITEM_WORDS.get(words, words)
    found = line.lower().find(wanted.lower())
    if words in LATER:
        found = line.lower().find(wanted.lower(), line.lower().find(LATER[words].lower()))
    if found < 0:
        sys.exit(f"not in the text: item {item}: {words}")
    begin, finish = next((b, e) for b, e in pieces if b <= found < e)
    whole = lambda offset: byte(text, start + offset)
    return {"start": whole(begin), "end": whole(finish), "words_start": whole(found), "words_end": whole(found + len(wanted))}


# Words of the table that the text has in another form, and words that occur twice in their item.
ITEM_WORDS = {}
LATER = {"giảm từ 5% trở lên": "Phấn đấu", "20%": "trong đó"}

PARTS = {
    "traffic-accidents": [
        ("cases", "Số vụ tai nạn giao thông", "Traffic accidents: cases"),
        ("deaths", "Số người chết do tai nạn giao thông", "Traffic accidents: deaths"),
        ("injuries", "Số người bị thương do tai nạn giao thông", "Traffic accidents: injuries"),
    ]
}
POLICE_YEAR = {"start": "2023-12-15", "end": "2024-12-14"}
MEASURES = {
    "annual": "annual", "annual-count": "annual", "cumulative": "cumulative", "cumulative-count": "cumulative",
    "annual-estimate": "estimate", "rank": "rank",
}


def number(text):
    value = float(text)
    return int(value) if value == int(value) else value


def indicators(text):
    out = []
    for row in csv.DictReader((SOURCE / "indicators.csv").open(encoding="utf-8")):
        target = {"comparator": row["comparator"], "value": number(row["value"]), "words": row["words"]}
        if row["value_high"]:
            target["value_high"] = number(row["value_high"])
        kind = "all-of" if row["kind"].startswith("all-of") else row["kind"]
        one = {
            "id": row["id"], "item": row["item"], "group": row["group"],
            "title": {"vi": row["title_vi"], "en": row["title_en"]}, "unit": {"vi": row["unit_vi"], "en": row["unit_en"]},
            "kind": kind, "direction": row["direction"], "target": target, "decimals": int(row["decimals"]),
            "passage": passage(text, row["item"], row["words"]),
        }
        if row["baseline"]:
            one["baseline"] = number(row["baseline"])
        out.append(one)
        for part, vi, en in PARTS.get(row["id"], []):
            out.append({
                "id": f"{row['id']}.{part}", "item": row["item"], "group": row["group"], "title": {"vi": vi, "en": en},
                "unit": {"vi": "%", "en": "%"}, "kind": "flow-change", "direction": row["direction"],
                "target": target, "decimals": 1, "part_of": row["id"], "passage": one["passage"], "plan": POLICE_YEAR,
            })
    return out


def figures():
    out = []
    for at, row in enumerate(csv.DictReader((SOURCE / "observations.csv").open(encoding="utf-8")), 1):
        remark = re.sub(r"^press\s*", "", row["quality"])
        note = "" if remark in ("", row["source"].split(" ")[0]) else remark.strip("()")
        one = {
            "id": f"p{at:02}", "indicator": row["indicator"], "year": int(row["year"]), "date": row["as_of"],
            "measure": MEASURES[row["measure"]], "value": number(row["value"]), "origin": "press", "source": row["source"],
        }
        if note:
            one["note"] = note
        out.append(one)
    return out


lines, faults = corrected(paragraphs((SOURCE / "nq-2024.md").read_text(encoding="utf-8")))
text = "\n".join(lines) + "\n"
starts = [sum(len(line) + 1 for line in lines[:index]) for index in range(len(lines))]
workspace = {
    "format": "muctieu.workspace", "version": 2, "id": "nq-2024",
    "name": {"vi": "Nghị quyết năm 2024 – số đã công bố", "en": "2024 resolution – published figures"},
    "kind": "real", "plan": {"start": "2024-01-01", "end": "2024-12-31"},
    "resolution": {
        "title": {
            "vi": "Nghị quyết Hội nghị lần thứ 14 Ban Chấp hành Đảng bộ tỉnh (khóa XII) về nhiệm vụ năm 2024",
            "en": "Resolution of the 14th Conference of the Provincial Party Executive Committee (12th tenure) on the tasks for 2024",
        },
        "body": {"vi": "Tỉnh ủy Bắc Kạn", "en": "Bắc Kạn Provincial Party Committee"},
        "passed": {"vi": "Thông qua ngày 5/12/2023", "en": "Passed on 5 December 2023"},
        "text": text,
        "faults": [{"found": f, "shown": s, "place": p, "at": byte(text, starts[i] + at)} for f, s, p, i, at in faults],
    },
    "indicators": indicators(text),
    "figures": figures(),
}
(HERE / "nq-2024.json").write_text(json.dumps(workspace, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
print(len(workspace["indicators"]), "indicators and parts,", len(workspace["figures"]), "figures,", len(faults), "faults corrected")
