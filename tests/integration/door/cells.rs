//! What a cell says: sheets, numbers as codes, replaced values, fillers, dates, stamps of Parquet.
