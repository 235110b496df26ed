"""What every rival reads and counts: the columns of `dossiers.csv`, a month, the measures of a dossier.

The conditions are SQL that DuckDB and DataFusion read as they stand, ClickHouse too; polars and pandas say the
same in their own words. `S` and `E` are the month's beginning and its end, `R` is received in it, `X` ended before `E`.
"""

import datetime as dt
import re

POPULATION_DATABASE = "7"

STRINGS = ["dossier_id", "unit_id", "procedure_id", "field_id", "channel", "end_kind", "databases"]
DATES = ["submitted_at", "received_at", "due_at", "ended_at", "returned_at"]
BOOLEANS = [
    "components_digitized", "component_reused", "has_digitized_component",
    "from_personal_store", "result_file", "vneid_verified", "synced",
]
SMALL = ["status", "online_payment"]
BIG = ["fee_due"]
HEADER = [
    "dossier_id", "unit_id", "procedure_id", "field_id", "channel", "status", "submitted_at", "received_at",
    "due_at", "ended_at", "end_kind", "returned_at", "applicant", "components_digitized", "component_reused",
    "has_digitized_component", "from_personal_store", "result_file", "vneid_verified", "databases", "fee_due",
    "online_payment", "synced", "handled_by", "note",
]
CANONICAL = [c for c in HEADER if c not in ("applicant", "handled_by", "note")]
FORMAT = "%Y-%m-%d %H:%M:%S"

# Judged in hand: the denominator of `handled_on_time`, which the undated are not in.
JUDGED = "due_at IS NOT NULL"

# What each engine counts per unit and procedure; everything else follows from these few thousand
# rows and the catalogue.
MEASURES = {
    "received": "R",
    "received_online": "R AND channel = 'online'",
    "received_counter": "R AND channel = 'counter'",
    "received_post": "R AND channel = 'post'",
    "result_file": f"{JUDGED} AND X AND result_file",
    "digitized": f"{JUDGED} AND components_digitized",
    "digitized_with_result": f"{JUDGED} AND X AND components_digitized AND result_file",
    "reused": f"{JUDGED} AND component_reused",
    "personal_store": f"{JUDGED} AND from_personal_store",
    "population": f"{JUDGED} AND (vneid_verified OR from_personal_store OR population_database)",
    "fee_dossiers": f"{JUDGED} AND (fee_due IS DISTINCT FROM 0)",
    "fee_dossiers_paid": f"{JUDGED} AND (fee_due IS DISTINCT FROM 0) AND online_payment IN (1, 2)",
    "paid": "R AND online_payment IN (1, 2)",
    "fee_above_zero": "R AND fee_due > 0",
    "opening": "received_at < S",
    "in_hand": "true",
    "judged": JUDGED,
    "on_time": "coalesce(CASE WHEN X THEN ended ELSE E END <= due_at, false)",
    "ended": "X",
    "ended_undated": "X AND due_at IS NULL",
    "ended_in_time": "X AND ended <= due_at",
    "ended_early": "X AND ended::DATE < due_at::DATE AND ended <= due_at",
    "ended_withdrawn": "X AND end_kind = 'withdrawn'",
    "ended_refused": "X AND end_kind = 'refused'",
    "ended_stopped": "X AND end_kind = 'stopped'",
    "closing_in_time": "NOT X AND E <= due_at",
    "closing_undated": "NOT X AND due_at IS NULL",
}


def bounds(month):
    start = dt.datetime.strptime(month, "%Y-%m")
    end = (start + dt.timedelta(days=31)).replace(day=1)
    return start, end


def measures(start, end):
    """The measures with `S` and `E` written out, for engines in which a column cannot name another one beside it."""
    instants = {"S": start, "E": end}
    return {name: re.sub(r"\b[SE]\b", lambda found: instants[found[0]], text) for name, text in MEASURES.items()}
