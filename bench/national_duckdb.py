"""The national messages in DuckDB: to Parquet, and one month judged and counted with its trail.

The extraction is the one `chiso` makes: nested lists become flags, a sum and codes; nothing personal
is read; dates are typed; the unit is looked up by its name, else by the prefix of the number. The
supplements stay a list beside their dossier, so that the big file is parsed once.
"""

import datetime as dt

FORMAT = "%Y%m%d%H%M%S"

DOSSIER = """{
    MaHoSo: 'VARCHAR', MaTTHC: 'VARCHAR', MaLinhVuc: 'VARCHAR', KenhThucHien: 'VARCHAR',
    NgayNopHoSo: 'VARCHAR', NgayTiepNhan: 'VARCHAR', NgayHenTra: 'VARCHAR', TrangThaiHoSo: 'VARCHAR',
    NgayTra: 'VARCHAR', NgayKetThucXuLy: 'VARCHAR', NgayTuChoi: 'VARCHAR', DonViXuLy: 'VARCHAR',
    TaiLieuNop: 'STRUCT(IsDeleted VARCHAR, DuongDanTaiTepTin VARCHAR, DuocTaiSuDung VARCHAR, DuocLayTuKhoDMQG VARCHAR)[]',
    DanhSachLePhi: 'STRUCT(Gia VARCHAR)[]',
    DanhSachHoSoBoSung: 'STRUCT(NgayBoSung VARCHAR, NgayTiepNhanBoSung VARCHAR, NgayHenTraTruoc VARCHAR, NgayHenTraMoi VARCHAR)[]',
    DanhSachGiayToKetQua: 'STRUCT(DuongDanTepTinKetQua VARCHAR, MaGiayToKetQua VARCHAR)[]',
    HoSoCoThanhPhanSoHoa: 'VARCHAR', TaiKhoanDuocXacThucVoiVNeID: 'VARCHAR', DuocThanhToanTrucTuyen: 'VARCHAR',
    DSKetNoiCSDL: 'STRUCT(MaCSDL VARCHAR)[]'
}"""
ENTRY = "{MaHoSo: 'VARCHAR', ThoiDiemXuLy: 'VARCHAR', NoiDungXuLy: 'VARCHAR', TrangThai: 'VARCHAR'}"


def connect(threads):
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"SET threads = {threads}")
    connection.execute("SET enable_progress_bar = false")
    return connection


def messages(path, columns):
    with open(path, "rb") as f:
        shape = "array" if f.read(1) == b"[" else "newline_delimited"
    return f"read_json('{path}', format = '{shape}', columns = {columns})"


def ingest_dossiers(source, target, threads):
    connection = connect(threads)

    def instant(column):
        return f"try_strptime({column}, '{FORMAT}')"

    def some(column, condition):
        return f"coalesce(len(list_filter({column}, lambda p: {condition})) > 0, false)"

    kept = "coalesce(p.IsDeleted, '') NOT IN ('True', 'true', '1')"
    connection.execute(
        f"""COPY (
            SELECT MaHoSo AS dossier_id,
                coalesce(u.unit_id, regexp_extract(MaHoSo, '^[^-]+')) AS unit_id,
                coalesce(nullif(regexp_extract(MaTTHC, '^\\d\\.\\d{{6}}'), ''), MaTTHC) AS procedure_id,
                MaLinhVuc AS field_id,
                CASE KenhThucHien WHEN '2' THEN 'online' WHEN '3' THEN 'post' WHEN '1' THEN 'counter' ELSE
                    CASE WHEN coalesce(KenhThucHien, '') = '' THEN 'counter' ELSE 'other' END END AS channel,
                try_cast(TrangThaiHoSo AS TINYINT) AS status,
                {instant('NgayNopHoSo')} AS submitted_at,
                {instant('NgayTiepNhan')} AS received_at,
                {instant('NgayHenTra')} AS due_text,
                CASE WHEN due_text = date_trunc('day', due_text) THEN due_text + INTERVAL '86399 seconds' ELSE due_text END AS due_at,
                {instant('NgayKetThucXuLy')} AS finished_at,
                {instant('NgayTra')} AS returned_at,
                {instant('NgayTuChoi')} AS refused_at,
                {some('TaiLieuNop', f"{kept} AND p.DuongDanTaiTepTin <> ''")} AS components_digitized,
                {some('TaiLieuNop', f"{kept} AND p.DuocTaiSuDung IN ('1', '2')")} AS component_reused,
                {some('TaiLieuNop', f"{kept} AND p.DuocLayTuKhoDMQG = '1'")} AS from_personal_store,
                {some('DanhSachGiayToKetQua', "p.DuongDanTepTinKetQua <> '' AND p.MaGiayToKetQua <> ''")} AS result_file,
                HoSoCoThanhPhanSoHoa = '1' AS has_digitized_component,
                TaiKhoanDuocXacThucVoiVNeID = '1' AS vneid_verified,
                try_cast(DuocThanhToanTrucTuyen AS TINYINT) AS online_payment,
                list_transform(DSKetNoiCSDL, lambda d: d.MaCSDL) AS databases,
                list_sum(list_transform(DanhSachLePhi, lambda f:
                    try_cast(regexp_replace(regexp_replace(f.Gia, '[.,](\\d{{3}})', '\\1', 'g'), '[.,]0+$', '') AS BIGINT)
                )) AS fee_due,
                list_transform(DanhSachHoSoBoSung, lambda q: {{
                    'asked_at': try_cast(q.NgayBoSung AS TIMESTAMP), 'completed_at': try_cast(q.NgayTiepNhanBoSung AS TIMESTAMP),
                    'due_before_at': try_cast(q.NgayHenTraTruoc AS TIMESTAMP), 'due_after_at': try_cast(q.NgayHenTraMoi AS TIMESTAMP)
                }}) AS supplements
            FROM {messages(source / 'dossiers.json', DOSSIER)} AS m
            LEFT JOIN read_csv('{source / 'units.csv'}', all_varchar = true) AS u ON u.name = m.DonViXuLy
        ) TO '{target / 'duckdb.national.dossiers.parquet'}' (FORMAT parquet, COMPRESSION zstd)"""
    )


def ingest_events(source, target, threads):
    connect(threads).execute(
        f"""COPY (
            SELECT MaHoSo AS dossier_id, try_strptime(ThoiDiemXuLy, '{FORMAT}') AS "at",
                try_cast(TrangThai AS TINYINT) AS status, NoiDungXuLy AS content
            FROM {messages(source / 'progress.json', ENTRY)}
        ) TO '{target / 'duckdb.national.events.parquet'}' (FORMAT parquet, COMPRESSION zstd)"""
    )


def count(folder, month, threads, measures):
    """Sums per unit and procedure, as the specification judges under `portal-2026`."""
    connection = connect(threads)
    start = dt.datetime.strptime(month, "%Y-%m")
    end = (start + dt.timedelta(days=31)).replace(day=1)
    # What differs from the table without a trail: the verdict, waiting, and the time that was paused.
    measures = measures | {
        "on_time": "coalesce(in_time, false)",
        "ended_in_time": "X AND in_time",
        "ended_early": "X AND in_time AND (ended - paused)::DATE < due_at::DATE",
        "closing_in_time": "NOT X AND waiting_since IS NULL AND in_time",
        "closing_undated": "NOT X AND waiting_since IS NULL AND due_at IS NULL",
        "closing_waiting": "NOT X AND waiting_since IS NOT NULL",
    }
    sums = ", ".join(f"count(*) FILTER ({text}) AS {name}" for name, text in measures.items())
    rows = connection.execute(
        f"""
        WITH entries AS (
            -- Not read: what was not yet known at the cut-off, which is the end of the month.
            SELECT dossier_id, "at" AS moment, status, lower(content) AS content
            FROM read_parquet('{folder / 'duckdb.national.events.parquet'}') WHERE moment < TIMESTAMP '{end}'
        ), ends AS (
            SELECT dossier_id, min(moment) FILTER (status = 9) AS decided, min(moment) FILTER (status = 10) AS handed
            FROM entries WHERE status IN (9, 10) GROUP BY dossier_id
        ), stops AS (
            SELECT dossier_id, moment FROM entries WHERE status IN (3, 7, 8)
        ), worked AS (
            SELECT dossier_id, max(moment) AS last FROM entries
            WHERE status IN (2, 4) AND dossier_id IN (SELECT dossier_id FROM stops) GROUP BY dossier_id
        ), stopped AS (
            SELECT dossier_id, min(moment) FILTER (last IS NULL OR moment >= last) AS stopped
            FROM stops LEFT JOIN worked USING (dossier_id) GROUP BY dossier_id
        ), in_hand AS (
            SELECT d.*, TIMESTAMP '{start}' AS S, TIMESTAMP '{end}' AS E,
                coalesce(
                    decided, handed, stopped,
                    CASE WHEN status IN (9, 10) THEN coalesce(finished_at, returned_at)
                         WHEN status IN (3, 7, 8) THEN coalesce(refused_at, finished_at) END
                ) AS end_found,
                CASE WHEN end_found IS NOT NULL THEN greatest(end_found, received_at) END AS ended,
                CASE status WHEN 7 THEN 'withdrawn' WHEN 8 THEN 'stopped' WHEN 3 THEN 'refused' END AS end_kind
            FROM read_parquet('{folder / 'duckdb.national.dossiers.parquet'}') AS d
            LEFT JOIN ends USING (dossier_id) LEFT JOIN stopped USING (dossier_id)
            WHERE d.status <> 1 AND received_at < TIMESTAMP '{end}'
                AND (ended IS NULL OR ended >= TIMESTAMP '{start}')
        ), asked AS (
            SELECT DISTINCT * FROM entries WHERE dossier_id IN (
                SELECT dossier_id FROM entries WHERE status = 5 AND dossier_id IN (SELECT dossier_id FROM in_hand)
            )
        ), marked AS (
            SELECT dossier_id, moment, status, content,
                status = 5 AND NOT (contains(content, 'hoàn thành bổ sung') OR contains(content, 'đã bổ sung')) AS request,
                status = 5 AND NOT request AS completion
            FROM asked WHERE status IN (2, 4, 5, 9, 10)
        ), steps AS (
            SELECT *, request AND NOT coalesce(lag(request) OVER way, false) AS opens,
                min(moment) FILTER (NOT request) OVER (way ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS completed_at
            FROM marked
            WINDOW way AS (PARTITION BY dossier_id ORDER BY moment, CASE WHEN request THEN 0 WHEN completion THEN 1 ELSE 2 END, status, content)
        ), of_trail AS (
            SELECT dossier_id, count(*) FILTER (request) AS requests,
                list({{'asked_at': moment, 'completed_at': completed_at, 'moved': false}}) FILTER (opens) AS rounds
            FROM steps GROUP BY dossier_id
        ), dossiers AS (
            SELECT d.*,
                list_transform(
                    list_filter(supplements, lambda q: q.asked_at < TIMESTAMP '{end}'),
                    lambda q: {{
                        'asked_at': q.asked_at,
                        'completed_at': CASE WHEN q.completed_at < TIMESTAMP '{end}' THEN q.completed_at END,
                        'moved': coalesce(q.due_before_at <> q.due_after_at, false)
                    }}
                ) AS listed,
                CASE WHEN len(supplements) > 0 THEN listed ELSE t.rounds END AS rounds,
                CASE WHEN len(supplements) > 0 THEN len(listed) ELSE t.requests END AS requests
            FROM in_hand AS d LEFT JOIN of_trail AS t USING (dossier_id)
        ), hand AS (
            SELECT *, received_at >= S AS R, ended IS NOT NULL AND ended < E AS X,
                CASE WHEN NOT X THEN list_min(list_transform(list_filter(rounds, lambda r: r.completed_at IS NULL), lambda r: r.asked_at))
                    END AS waiting_since,
                CASE WHEN X THEN ended ELSE coalesce(waiting_since, E) END AS judged_at,
                -- No two rounds overlap here, so their union is their sum.
                to_seconds(coalesce(list_sum(list_transform(
                    list_filter(rounds, lambda r: NOT r.moved AND r.completed_at <= judged_at),
                    lambda r: greatest(epoch(r.completed_at) - epoch(r.asked_at), 0)
                )), 0)) AS paused,
                CASE WHEN due_at IS NULL THEN NULL WHEN NOT X AND requests > 1 THEN false ELSE judged_at - paused <= due_at END AS in_time,
                list_contains(databases, '7') AS population_database
            FROM dossiers
        )
        SELECT unit_id, procedure_id, {sums},
            coalesce(sum(epoch(ended) - epoch(received_at) - epoch(paused)) FILTER (X), 0)::BIGINT AS seconds
        FROM hand GROUP BY ALL
        """
    ).fetchall()
    return [dict(zip(["unit_id", "procedure_id", *measures, "seconds"], row)) for row in rows]
