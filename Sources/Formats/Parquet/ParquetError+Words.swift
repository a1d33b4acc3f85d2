import Records

extension ParquetError: CustomStringConvertible {
    public var finding: Finding {
        switch self {
        case .cannotOpen(let file, let reason):
            Finding(.error, "parquet.cannot-open", "`\(file)` cannot be opened: \(reason)", at: Place(file: file))
        case .cannotRead(let file, let offset, let reason):
            Finding(.error, "parquet.cannot-read", "`\(file)` cannot be read at byte \(offset): \(reason)", at: Place(file: file))
        case .notParquet(let file):
            Finding(.error, "parquet.not-parquet", "`\(file)` does not begin and end in `PAR1`, as Parquet files do", at: Place(file: file),
                    hint: "If it is Parquet it was cut off: fetch it again")
        case .encrypted(let file):
            Finding(.error, "parquet.encrypted", "the footer of `\(file)` is encrypted", at: Place(file: file), hint: "Write it again without encryption")
        case .truncated(let file, let offset, let what):
            Finding(.error, "parquet.truncated", "\(what) of `\(file)` ends too early, at byte \(offset)", at: Place(file: file), hint: "Fetch the file again")
        case .broken(let file, let offset, let reason):
            Finding(.error, "parquet.broken", "`\(file)` is broken at byte \(offset): \(reason)", at: Place(file: file), hint: "Fetch the file again")
        case .unsupported(let file, let offset, let what):
            Finding(.error, "parquet.unsupported", "`\(file)` uses \(what) at byte \(offset), which is not read here", at: Place(file: file),
                    hint: "Write it again with `pyarrow.parquet.write_table(t, f, compression=\"zstd\")`")
        case .tooLarge(let file, let offset, let what, let limit):
            Finding(.error, "parquet.too-large", "\(what) of `\(file)` at byte \(offset) is above \(limit)", at: Place(file: file),
                    hint: "Write it again with smaller pages and row groups")
        case .misfit(let file, let column, let row):
            Finding(.error, "parquet.misfit", "row \(row) of `\(file)` has a value that column `\(column)` cannot hold", at: Place(file: file, record: String(row)))
        case .noSuchColumn(let file, let column):
            Finding(.error, "parquet.no-such-column", "`\(file)` has no column `\(column)`", at: Place(file: file))
        }
    }

    public var description: String { finding.message }
}
