"""Opens the workbooks and reports of an edition in LibreOffice and compares what it reads.

Each XLSX under `xlsx/` is converted headless to one CSV per sheet, and every published table is
looked for among the sheets by the machine names above its headings: each number, date and text must
be the same as in `tables/NAME.csv`, and a missing one must be an empty cell, never zero. Each DOCX
given or found beside the editions is converted to PDF. Anything LibreOffice cannot open is a fault.
Called with the folder of an edition, and DOCX files if any.
"""

import csv
import gzip
import subprocess
import sys
import tempfile
from pathlib import Path

# Comma, quote, UTF-8, from line 1, no quotes forced, values instead of what is shown, every sheet.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
MACHINE_ROW, FIRST_ROW = 4, 5
SECONDS = 600


def convert(path, kind, folder, profile):
    """The files that LibreOffice made of a document; a fault where it made none."""
    folder.mkdir(parents=True)
    call = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    call += ["--convert-to", kind, "--outdir", str(folder), str(path)]
    done = subprocess.run(call, capture_output=True, text=True, timeout=SECONDS, check=False)
    made = sorted(made for made in folder.iterdir() if made.stat().st_size > 0)
    if done.returncode != 0 or "Error" in done.stderr or not made:
        sys.exit(f"{path}: LibreOffice could not open it: {done.stderr.strip() or 'nothing was made'}")
    return made


def rows_of(path):
    how = gzip.open if path.suffix == ".gz" else open
    with how(path, "rt", newline="", encoding="utf-8-sig") as lines:
        return list(csv.reader(lines))


def number(text):
    """A number as LibreOffice writes it, also with a per cent sign; none where it is no number."""
    share = text.endswith("%")
    try:
        value = float(text.removesuffix("%").replace(",", ""))
    except ValueError:
        return None
    return value / 100 if share else value


def same(published, read):
    if published == "":
        return read == ""
    if published == read or published.removeprefix("'") == read:
        return True
    if published in ("true", "false"):
        return read.lower() == published
    left, right = number(published), number(read)
    if left is not None and right is not None:
        return abs(left - right) < 5e-7
    day_of, _, hour = published.partition(" ")
    if hour and read.endswith(f" {hour}"):
        return same(day_of, read.removesuffix(f" {hour}"))
    if len(published) == 10 and published[4] == published[7] == "-":
        year, month, day = published.split("-")
        return read in (f"{day}/{month}/{year}", f"{month}/{day}/{year}", f"{month}/{day}/{year[2:]}")
    return False


def faults_of(table, sheets):
    """What differs between a published table and its sheet; how many cells were compared."""
    published = rows_of(table)
    names, wanted = published[0], published[1:]
    for sheet, cells in sheets.items():
        machine = cells[MACHINE_ROW] if len(cells) > MACHINE_ROW else []
        own = [name for name in machine if name and not name.endswith(("_words", "_title"))]
        if own == names:
            break
    else:
        return [f"{table.name}: no sheet has its columns"], 0
    places = [machine.index(name) for name in names]
    read = [[row[place] for place in places] for row in cells[FIRST_ROW:]]
    if not read and wanted:
        print(f"{table.name}: too long for a sheet")
        return [], 0
    if len(read) != len(wanted):
        return [f"{table.name}: {len(wanted)} rows published, {len(read)} in {sheet}"], 0
    faults = [
        f"{table.name}, row {line}, {name}: {left!r} published, {right!r} in {sheet}"
        for line, (row, other) in enumerate(zip(wanted, read), 2)
        for name, left, right in zip(names, row, other)
        if not same(left, right)
    ]
    return faults, len(wanted) * len(names)


def main():
    edition = Path(sys.argv[1]).resolve()
    books = sorted(edition.glob("xlsx/*.xlsx"))
    documents = [Path(name).resolve() for name in sys.argv[2:]]
    documents += sorted(edition.parent.glob("documents/*/*.docx"))
    if not books:
        sys.exit(f"{edition}: no workbook in xlsx/")
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        faults, compared = [], 0
        for place, book in enumerate(books):
            made = convert(book, CSV, scratch / f"book{place}", scratch / "profile")
            sheets = {path.stem.removeprefix(f"{book.stem}-"): rows_of(path) for path in made}
            print(f"{book.name}: {len(sheets)} sheets opened")
            # Figures of other editions that would be others now are in no workbook.
            tables = {*edition.glob("tables/*.csv"), *edition.glob("tables/*.csv.gz")}
            for table in sorted(tables - {edition / "tables/late.csv"}):
                found, cells = faults_of(table, sheets)
                faults += found
                compared += cells
        for place, document in enumerate(documents):
            made = convert(document, "pdf", scratch / f"document{place}", scratch / "profile")
            if not made[0].read_bytes().startswith(b"%PDF"):
                faults.append(f"{document}: no PDF was made of it")
            print(f"{document.name}: opened, {made[0].stat().st_size} bytes as PDF")
    for fault in faults[:20]:
        print(fault, file=sys.stderr)
    if faults:
        sys.exit(f"{len(faults)} differences")
    print(f"{compared} cells are the same in LibreOffice and in tables/*.csv")


if __name__ == "__main__":
    main()
