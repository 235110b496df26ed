#!/usr/bin/env python3
"""Writes the invented province: few dossiers for its size, every procedure at many units.

    province.py [--rows 600000] [--out DIR]

20 departments and 144 communes, 1,500 procedures, 24 months. Since a dossier may be handed in at any
commune, a third of the procedures is handled by all 164 units and the others by some dozens of them: 97,000
pairs of unit and procedure have dossiers. The files are those of generate.py; nothing in them is real.
"""

import argparse
from pathlib import Path

import generate
from invented import Authority

DEPARTMENTS, COMMUNES = 20, 144

PROVINCE = Authority(
    id="T99",
    name="Tỉnh Mẫu (bịa đặt để đo tốc độ)",
    kind="province",
    units=[(f"Sở bịa {u:02d}", f"Sample department {u:02d} (invented)", "department") for u in range(1, DEPARTMENTS + 1)]
    + [(f"Xã bịa {u:03d}", f"Sample commune {u:03d} (invented)", "commune") for u in range(1, COMMUNES + 1)],
    procedures=1_500,
    of_all_units=333_000,
    drawn_units=(40, 120),
    tickets=512,
)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=600_000, help="rows of dossiers.csv")
    parser.add_argument("--out", type=Path, default=Path("bench-province"), help="folder to write")
    args = parser.parse_args()
    generate.write(args.out, PROVINCE, args.rows)


if __name__ == "__main__":
    main()
