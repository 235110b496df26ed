"""The invented authorities that the generators write down.

Nothing here is real: the ministry `X99`, its 30 units, its 400 procedures and every dossier are
made up, and the texts in the files say so; so are those of the province (province.py). All of it is
a function of a row's number, through one integer hash, so the same arguments give the same bytes on
every machine and any row can be recomputed without the others. No float is used and no library's
random numbers.
"""

import csv
import datetime as dt
from dataclasses import dataclass

import numpy as np

FIRST_DAY = dt.date(2024, 9, 1)
EXTRACTED = dt.date(2026, 9, 1)  # nothing later than this was known when the files were "exported"
SEED = 766

_DAY = 86_400
_EPOCH = dt.date(1970, 1, 1)


# ---------------------------------------------------------------------------------------------
# The hash

_GAMMA = np.uint64(0x9E3779B97F4A7C15)
_M1 = np.uint64(0xBF58476D1CE4E5B9)
_M2 = np.uint64(0x94D049BB133111EB)


def draw(row, salt):
    """64 pseudo-random bits for each row number, another 64 for each salt (splitmix64)."""
    with np.errstate(over="ignore"):
        offset = np.uint64((SEED * 1_000_003 + salt * 0x2545F4914F6CDD1D) & (2**64 - 1))
        z = row.astype(np.uint64) * _GAMMA + offset
        z = (z ^ (z >> np.uint64(30))) * _M1
        z = (z ^ (z >> np.uint64(27))) * _M2
        return z ^ (z >> np.uint64(31))


def below(row, salt, n):
    """A whole number from 0 to n - 1 for each row; n may be an array."""
    n = np.asarray(n).astype(np.uint64)
    return (((draw(row, salt) >> np.uint64(32)) * n) >> np.uint64(32)).astype(np.int64)


def chance(row, salt, per_million):
    """True for about so many rows in a million; the rate may be an array."""
    return below(row, salt, 1_000_000) < per_million


# ---------------------------------------------------------------------------------------------
# Units and procedures


def procedure_id(number):
    return f"9.{number + 1:06d}"


@dataclass(frozen=True)
class Authority:
    """Who handles what: a ministry or a province, its units by number, how its procedures spread over them."""

    id: str
    name: str
    kind: str
    units: list  # (name, English name, kind)
    procedures: int
    of_all_units: int  # procedures in a million that belong to every unit
    drawn_units: tuple  # for the others, the least and the most units that are drawn
    tickets: int  # lottery tickets by which the dossiers of a procedure fall to its units

    def unit_id(self, number):
        return f"{self.id}.{number + 1:0{len(str(len(self.units)))}d}"

    def field_id(self, number):
        return f"{self.id}-LV{number + 1:02d}"


MINISTRY = Authority(
    id="X99",
    name="Bộ Mẫu (bịa đặt để đo tốc độ)",
    kind="ministry",
    units=[(f"Đơn vị bịa {u:02d}", f"Sample unit {u:02d} (invented)", "department") for u in range(1, 31)],
    procedures=400,
    of_all_units=80_000,
    drawn_units=(1, 4),
    tickets=64,
)


class Catalogue:
    """The procedures: who handles them, how often, within how many days, with what attributes."""

    def __init__(self, authority):
        self.authority = authority
        units, (least, most) = len(authority.units), authority.drawn_units
        p = np.arange(authority.procedures)
        self.of_all_units = chance(p, 101, authority.of_all_units)
        self.units = []
        for i in p:
            if self.of_all_units[i]:
                self.units.append(list(range(units)))
            else:
                wanted = least + int(below(np.array([i]), 102, most - least + 1)[0])
                # Small numbers are drawn more often: the units are of uneven size.
                drawn = below(i * 2 * most + np.arange(wanted * 2), 103, units)
                self.units.append(np.unique(np.minimum(drawn[::2], drawn[1::2])).tolist())
        self.limit_days = np.array([2, 3, 5, 7, 10, 15, 20, 30])[below(p, 104, 8)]
        # Some have no limit in the catalogue: their dossiers without a due date are undated.
        self.without_limit = chance(p, 105, 100_000)
        self.online_level = np.array(["full", "full", "partial", "partial", "none"])[below(p, 106, 5)]
        self.has_fee = chance(p, 107, 450_000)
        self.fee = np.array([20_000, 50_000, 135_000, 300_000, 1_200_000])[below(p, 108, 5)]
        self.paper_result = chance(p, 109, 800_000)
        self.citizen = chance(p, 110, 600_000)
        self.complete = chance(p, 111, 930_000)
        self.field = below(p, 112, 20)
        days = below(p, 113, 700)
        self.public_from = [
            FIRST_DAY + dt.timedelta(days=int(d)) if late else dt.date(2022, 1, 1) + dt.timedelta(days=int(d))
            for d, late in zip(days, chance(p, 114, 60_000))
        ]
        self.public_to = [
            FIRST_DAY + dt.timedelta(days=int(d)) if closed else None
            for d, closed in zip(below(p, 115, 700), chance(p, 116, 50_000))
        ]
        # A few are handled far more often than the rest: about 1 / rank.
        weight = (10_000 // (1 + p)) + 4
        self._procedure_of = np.repeat(p, weight)
        last = authority.tickets - 1
        self._unit_of = np.array(
            [[of[min(t, last - t // 2) % len(of)] for t in range(authority.tickets)] for of in self.units]
        )

    def procedure(self, row, salt):
        return self._procedure_of[below(row, salt, len(self._procedure_of))]

    def unit(self, row, salt, procedure):
        return self._unit_of[procedure, below(row, salt, self.authority.tickets)]

    def write(self, folder):
        authority = self.authority
        with open(folder / "units.csv", "w", encoding="utf-8", newline="") as f:
            out = csv.writer(f, lineterminator="\n")
            out.writerow("unit_id name name_en parent_id kind valid_from valid_to successor_id aliases".split())
            for u, (name, name_en, kind) in enumerate(authority.units):
                out.writerow([authority.unit_id(u), name, name_en, "", kind, "", "", "", ""])
        with open(folder / "procedures.csv", "w", encoding="utf-8", newline="") as f:
            out = csv.writer(f, lineterminator="\n")
            out.writerow(
                "procedure_id name field_id field_name unit_ids online_level has_fee paper_result citizen_subject "
                "max_time max_time_unit complete public_from public_to".split()
            )
            for i in range(authority.procedures):
                limit = ["", ""] if self.without_limit[i] else [self.limit_days[i], "working_day"]
                out.writerow(
                    [
                        procedure_id(i),
                        f"Thủ tục mẫu số {i + 1:03d} (bịa đặt)",
                        authority.field_id(self.field[i]),
                        f"Lĩnh vực mẫu {self.field[i] + 1:02d}",
                        "" if self.of_all_units[i] else ";".join(authority.unit_id(u) for u in self.units[i]),
                        self.online_level[i],
                        int(self.has_fee[i]),
                        int(self.paper_result[i]),
                        int(self.citizen[i]),
                        *limit,
                        int(self.complete[i]),
                        self.public_from[i].isoformat(),
                        self.public_to[i].isoformat() if self.public_to[i] else "",
                    ]
                )


# ---------------------------------------------------------------------------------------------
# Time: seconds since 1970, read as local wall-clock time


def seconds(day):
    return (day - _EPOCH).days * _DAY


class WorkingDays:
    """Weekdays from the first day on, and how the dossiers spread over them."""

    def __init__(self):
        first = (FIRST_DAY - _EPOCH).days
        days = np.arange(first, first + 1_100)
        weekday = (days + 3) % 7  # 1970-01-01 was a Thursday; 0 is Monday
        self.start = days[weekday < 5] * _DAY
        known = self.start < seconds(EXTRACTED)
        month = (self.start[known].astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)) % 12
        season = np.array([9, 6, 11, 10, 10, 9, 9, 10, 11, 11, 10, 12])  # January to December
        self._until = np.cumsum(season[month])

    def of(self, row, rows):
        """The number of the working day on which dossier `row` of `rows` is received: in order."""
        place = row.astype(np.int64) * int(self._until[-1]) // rows
        return np.searchsorted(self._until, place, side="right")

    def at(self, day_number, second_of_office):
        """An instant in office hours: 07:30 to 11:30 and 13:30 to 17:00, 27,000 seconds a day."""
        s = second_of_office
        return self.start[day_number] + np.where(s < 14_400, 27_000 + s, 48_600 - 14_400 + s)


OFFICE_SECONDS = 27_000


# ---------------------------------------------------------------------------------------------
# Dossiers

STATUS_OF_END = np.array([10] * 70 + [9] * 24 + [3] * 2 + [7] * 2 + [8] * 2)


class Dossiers:
    """The facts of dossiers, as numpy arrays, for any set of row numbers.

    `identity` fixes id, unit, procedure and receipt; `version` everything that a later message of
    the same dossier may bring. They are the same number but for a message sent again.
    """

    def __init__(self, catalogue, days, identity, version, rows, registered_allowed=True):
        k, v, c = identity, version, catalogue
        n = len(k)
        self.k = k
        self.procedure = c.procedure(k, 1)
        self.unit = c.unit(k, 2, self.procedure)
        stray = chance(k, 3, 2_000)  # handled by a unit that the catalogue does not name
        self.unit = np.where(stray, below(k, 4, len(c.authority.units)), self.unit)
        self.unknown_procedure = chance(k, 5, 500)  # not in the catalogue at all
        limit = c.limit_days[self.procedure]

        day = days.of(k, rows)
        office = below(k, 6, OFFICE_SECONDS)
        self.received = days.at(day, office)
        level = c.online_level[self.procedure]
        online_share = np.where(level == "full", 700_000, np.where(level == "partial", 450_000, 60_000))
        draw_channel = below(k, 7, 1_000_000)
        self.channel = np.where(
            draw_channel < online_share, 0,
            np.where(draw_channel < 985_000, 1, np.where(draw_channel < 995_000, 2, np.where(draw_channel < 998_000, 3, 4))),
        )  # online, counter, post, other, empty (read as counter)
        waited = np.where(self.channel == 0, below(k, 8, 2 * _DAY), below(k, 8, 900))
        self.submitted = self.received - waited

        self.due = days.at(day + limit, office)
        self.has_due = ~(chance(v, 9, 250_000) & c.without_limit[self.procedure])

        pace = below(v, 10, 1000)
        late = limit + 1 + below(v, 11, limit)
        spent = np.where(pace < 880, below(v, 11, limit + 1), np.where(pace < 975, late, late * 3))
        ended = days.at(np.minimum(day + spent, len(days.start) - 1), below(v, 12, OFFICE_SECONDS))
        ended = np.maximum(ended, self.received + 60)
        ended = np.where(chance(v, 13, 3_000), self.due, ended)  # to the second
        self.ended_before_received = chance(v, 14, 200)
        ended = np.where(self.ended_before_received, self.received - 3_600, ended)
        self.ended = ended
        self.open = (ended >= seconds(EXTRACTED)) | chance(v, 15, 5_000)
        status = STATUS_OF_END[below(v, 16, 100)]
        self.returned = ended + below(v, 17, 4 * _DAY)
        status = np.where((status == 10) & (self.returned >= seconds(EXTRACTED)), 9, status)
        still = np.array([2] * 30 + [4] * 65 + [6] * 5)[below(v, 18, 100)]
        self.status = np.where(self.open, still, status)
        self.registered = chance(v, 19, 4_000) if registered_allowed is True else chance(v, 19, 4_000) & registered_allowed
        self.status = np.where(self.registered, 1, self.status)
        self.open |= self.registered
        self.is_returned = (self.status == 10)

        self.papers_with_file = chance(v, 20, 780_000)
        self.reused = chance(v, 21, 310_000)
        self.digitized_flag = chance(v, 22, 700_000)
        self.personal_store = chance(v, 23, 240_000)
        self.result_file = np.where(self.open, False, chance(v, 24, 720_000))
        self.vneid = chance(v, 25, 450_000)
        self.databases = below(v, 26, 16)
        fee = c.fee[self.procedure]
        fee_state = below(v, 27, 1000)
        has_fee = c.has_fee[self.procedure]
        self.fee_state = np.where(has_fee, np.where(fee_state < 850, 2, np.where(fee_state < 950, 1, 0)), np.where(fee_state < 50, 1, 0))
        self.fee = np.where(self.fee_state == 2, fee, 0)  # state 0: nothing said, 1: zero, 2: an amount
        pay = below(v, 28, 1000)
        self.payment = np.where(has_fee & (pay < 420), 1, np.where(has_fee & (pay < 600), 2, 0))
        # Some procedures are never paid online, so that not every count is full.
        self.payment = np.where(chance(self.procedure, 29, 150_000), 0, self.payment)
        self.synced = chance(v, 30, 970_000)
        assert len(self.status) == n


DATABASES = ["", "", "", "", "", "7", "7", "7", "1", "2", "1;7", "7;17", "17", "2;3", "3", "1;2"]
