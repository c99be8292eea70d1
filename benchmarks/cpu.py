"""What reading costs: CPU time a page of each stage and of the whole ingest, beside bare PDFium text of the same files in the same run.

    python benchmarks/cpu.py                       the sample archive, and a sample of ../shared/archive where it is there
    python benchmarks/cpu.py FOLDER --sample 100   a hundred files of a folder, spread evenly over its listing

CPU time is what counts: on a busy machine the clock tells about the neighbours. Each file is read `--repeat` times and the least of each figure is
kept. The stages are those that `pipeline/process.py` calls, found by wrapping each room that it imports. Files with scanned pages are counted apart:
there the engine of the OCR is what costs.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

REPO = Path(__file__).resolve().parent.parent
SURROUNDINGS = {**os.environ, "PYTHONPATH": str(REPO)}  # this checkout is what is measured
BARE, REST, ALL = "bare PDFium text", "the rest of process", "all stages"
SCANS = 2  # files with scanned pages that are read with OCR
MEBIBYTE = 1024 * 1024


# ---- in a child: the stages of each file ------------------------------------------------------------------------------------------------
class Timed:
    """A room whose functions add their CPU time to a sum; calls inside the room are not seen."""

    def __init__(self, room: ModuleType, name: str, spent: dict[str, float]) -> None:
        self._room, self._name, self._spent = room, name, spent

    def __getattr__(self, attribute: str) -> Any:
        found = getattr(self._room, attribute)
        if not callable(found):
            return found

        def timed(*values: Any, **named: Any) -> Any:
            began = time.process_time()
            try:
                return found(*values, **named)
            finally:
                self._spent[self._name] += time.process_time() - began

        return timed


def time_stages() -> dict[str, float]:
    """Put a clock on every stage of `process`; the sums that the clocks fill."""
    from pipeline import errors, limits, process, records

    spent: dict[str, float] = defaultdict(float)
    for name, room in list(vars(process).items()):
        if isinstance(room, ModuleType) and room.__name__.startswith("pipeline.") and room not in (errors, limits, records):
            setattr(process, name, Timed(room, name, spent))
    return spent


def bare_text(content: bytes) -> int:
    """The text of every page as PDFium gives it: the least that any reader must spend. Returns the number of pages."""
    import pypdfium2

    with pypdfium2.PdfDocument(content) as pdf:
        for number in range(len(pdf)):
            page = pdf[number]
            textpage = page.get_textpage()
            textpage.get_text_bounded()
            textpage.close()
            page.close()
        return len(pdf)


def measure_stages(files: list[Path], repeat: int) -> dict[str, Any]:
    """CPU seconds of each file by stage, the files that could not be read, and the peak memory of this process."""
    from pipeline.errors import InputFailure
    from pipeline.process import process, process_text_only

    spent = time_stages()
    rows, failed, scans = [], [], []
    for at, file in enumerate([files[0], *files]):  # the first once more: imports and caches are warm after it
        content = file.read_bytes()
        least: dict[str, float] = {}
        try:
            for _ in range(repeat):
                began = time.process_time()
                pages = bare_text(content)
                took = {BARE: time.process_time() - began}
                spent.clear()
                began = time.process_time()
                reading = process_text_only(content)
                took[ALL] = time.process_time() - began
                took |= spent
                took[REST] = took[ALL] - sum(spent.values())
                least = {stage: min(seconds, least.get(stage, seconds)) for stage, seconds in took.items()}
        except (InputFailure, RuntimeError) as error:  # pypdfium2 raises a RuntimeError where PDFium cannot open the file
            failed += [f"{file.name}: {error}"] if at else []
            continue
        scanned = sum(page.needs_ocr for page in reading.pages)
        if at and scanned:
            scans.append((file, scanned, least[ALL]))
        elif at and pages:
            rows.append({"file": str(file), "pages": pages, "seconds": least})
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    ocr = []
    for file, scanned, before in scans[:SCANS]:
        began = time.process_time()
        if not any(page.needs_ocr for page in process(file.read_bytes()).pages):  # else there is no engine
            ocr.append({"file": str(file), "pages": scanned, "seconds": time.process_time() - began - before})
    return {"rows": rows, "failed": failed, "scans": len(scans), "ocr": ocr, "peak_bytes": peak}


# ---- the whole ingest -------------------------------------------------------------------------------------------------------------------
def run_ingest(files: list[Path], jobs: int, times: int) -> dict[str, float]:
    """The quickest of several ingests into a new database, and then once more into the same one, where all is unchanged."""
    with tempfile.TemporaryDirectory() as folder:
        runs = []
        for at in range(times):
            database = Path(folder) / f"{at}.db"
            runs.append(run(files, jobs, database))
        again = run(files, jobs, database)
    return {**min(runs, key=lambda figures: figures["clock"]), "again_cpu": again["cpu"], "again_clock": again["clock"]}


def run(files: list[Path], jobs: int, database: Path) -> dict[str, float]:
    """CPU and clock seconds of one ingest, its children included, and the peak memory of the largest process in it."""
    command = [sys.executable, "-m", "pipeline", "ingest", "--quiet", "--ocr", "never", "--jobs", str(jobs), *map(str, files), str(database)]
    began = time.perf_counter()
    child = subprocess.Popen(command, env=SURROUNDINGS, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    clock = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 3):
        sys.exit(f"The ingest ended with exit code {child.returncode}")
    return {"cpu": usage.ru_utime + usage.ru_stime, "clock": clock, "peak_bytes": usage.ru_maxrss * 1024}


# ---- the figures ------------------------------------------------------------------------------------------------------------------------
def measure(name: str, files: list[Path], repeat: int) -> dict[str, Any]:
    """All figures of one set of files."""
    command = [sys.executable, __file__, "--stages", "--repeat", str(repeat), *map(str, files)]
    stages = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, env=SURROUNDINGS).stdout)
    rows = stages["rows"]
    if not rows:
        sys.exit(f"No PDF in {name} has a text to measure")
    texts = [Path(row["file"]) for row in rows]
    pages = sum(row["pages"] for row in rows)
    names = list(dict.fromkeys(stage for row in rows for stage in row["seconds"] if stage not in (BARE, REST, ALL)))
    bare = sum(row["seconds"][BARE] for row in rows)
    table = []
    for stage in [BARE, *names, REST, ALL]:
        total = sum(row["seconds"].get(stage, 0.0) for row in rows)
        ratios = [row["seconds"].get(stage, 0.0) / row["seconds"][BARE] for row in rows]
        of_page = [1000 * row["seconds"].get(stage, 0.0) / row["pages"] for row in rows]
        table.append(figures(stage, 1000 * total / pages, statistics.median(of_page), total / bare, statistics.median(ratios)))
    start = run_ingest(texts[:1], 1, 3)["cpu"] - rows[0]["seconds"][ALL]
    one, two = run_ingest(texts, 1, repeat), run_ingest(texts, 2, repeat)
    beyond = max(0.0, one["cpu"] - start)
    table.append(figures("whole ingest", 1000 * beyond / pages, None, beyond / bare, None))
    return {
        "set": name,
        "files": len(rows),
        "pages": pages,
        "failed": stages["failed"],
        "scans": stages["scans"],
        "ocr_seconds_a_page": sum(one["seconds"] for one in ocr) / sum(one["pages"] for one in ocr) if (ocr := stages["ocr"]) else None,
        "stages": table,
        "start_seconds": start,
        "worker_peak_mib": stages["peak_bytes"] / MEBIBYTE,
        "ingest_peak_mib": one["peak_bytes"] / MEBIBYTE,
        "one_worker": one,
        "two_workers": two,
        "gain_of_two": one["clock"] / two["clock"],
        "gain_of_two_beyond_start": max(0.0, one["clock"] - start) / max(1e-9, two["clock"] - start),
    }


def figures(stage: str, ms: float, ms_median: float | None, ratio: float, ratio_median: float | None) -> dict[str, Any]:
    """One line of the table: milliseconds a page and multiples of bare text, over all pages and as the median file has it."""
    return {"stage": stage, "ms_a_page": ms, "ms_a_page_median": ms_median, "ratio": ratio, "ratio_median": ratio_median}


def print_table(result: dict[str, Any]) -> None:
    """For people."""
    print(f"\n{result['set']}: {result['files']} files, {result['pages']} pages")
    print(f"  left out: {result['scans']} with scanned pages, {len(result['failed'])} that cannot be read")
    print(f"  {'CPU':24} {'ms a page':>10} {'median file':>12} {'x bare text':>12} {'median file':>12}")
    for row in result["stages"]:
        cells = [row["ms_a_page"], row["ms_a_page_median"], row["ratio"], row["ratio_median"]]
        shown = ["" if value is None else f"{value:.2f}" for value in cells]
        print(f"  {row['stage']:24} {shown[0]:>10} {shown[1]:>12} {shown[2]:>12} {shown[3]:>12}")
    one, two = result["one_worker"], result["two_workers"]
    print(f"  start of the command and its worker: {result['start_seconds']:.2f} s CPU, taken off the whole ingest above")
    print(f"  peak memory: {result['worker_peak_mib']:.0f} MiB in a process that ran the stages, {result['ingest_peak_mib']:.0f} MiB in an ingest")
    if result["ocr_seconds_a_page"] is not None:
        print(f"  a scanned page: {result['ocr_seconds_a_page']:.2f} s CPU")
    print(f"  one worker: {one['clock']:.2f} s by the clock, {one['cpu']:.2f} s CPU; two: {two['clock']:.2f} s, {two['cpu']:.2f} s CPU")
    print(f"  once more, all unchanged: {one['again_clock']:.2f} s by the clock, {one['again_cpu']:.2f} s CPU")
    print(f"  gain of two workers: {result['gain_of_two']:.2f} x; without the start: {result['gain_of_two_beyond_start']:.2f} x")


def spread(files: list[Path], number: int) -> list[Path]:
    """At most `number` files, evenly over the listing: the same ones each time."""
    if number <= 0 or len(files) <= number:
        return files
    return [files[at * len(files) // number] for at in range(number)]


def find_pdfs(path: Path) -> list[Path]:
    """The file itself, or the PDFs below a folder."""
    return sorted(p for p in path.rglob("*") if p.suffix.lower() == ".pdf" and p.is_file()) if path.is_dir() else [path]


def main() -> None:
    """Measure each set, print a table, and write all figures to output/bench.json."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("paths", type=Path, nargs="*", metavar="PATH", help="PDFs or folders of them, each a set of its own")
    parser.add_argument("--sample", type=int, default=100, metavar="N", help="at most so many files of a folder (0: all)")
    parser.add_argument("--repeat", type=int, default=2, metavar="N", help="read each file so often and keep the least")
    parser.add_argument("--output", type=Path, default=REPO / "output" / "bench.json", metavar="FILE")
    parser.add_argument("--stages", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.stages:
        print(json.dumps(measure_stages(args.paths, args.repeat)))
        return
    shared = REPO.parent / "shared" / "archive"
    paths = args.paths or [REPO / "corpus", *([shared] if shared.is_dir() else [])]
    results = []
    for path in paths:
        files = spread(find_pdfs(path), args.sample)
        if not files:
            sys.exit(f"No PDFs in {path}")
        results.append(measure(path.name, files, args.repeat))
        print_table(results[-1])
    args.output.parent.mkdir(parents=True, exist_ok=True)
    args.output.write_text(json.dumps(results, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
