import Records

extension MatrixFileError: CustomStringConvertible {
    public var finding: Finding {
        switch self {
        case .cannotOpen(let file, let reason): error("cannot-open", "`\(file)` cannot be opened: \(reason)", file)
        case .notAFile(let file): error("not-a-file", "`\(file)` is no plain file", file, hint: "Write the numbers to a file first: they are read twice")
        case .empty(let file): error("empty", "`\(file)` holds no numbers", file)
        case .notNpy(let file): error("not-npy", "`\(file)` does not begin as a .npy file does", file, hint: "Write it with `numpy.save`; an .npz holds several and is not read")
        case .npyVersion(let file, let major, let minor): error("npy-version", "`\(file)` is .npy version \(major).\(minor), and 1.0 to 3.0 are read", file)
        case .npyHeader(let file, let problem): error("npy-header", "the header of `\(file)` \(problem)", file)
        case .fortranOrder(let file):
            error("fortran-order", "`\(file)` is stored column after column", file, hint: "Write it with `numpy.save(path, numpy.ascontiguousarray(array))`")
        case .elementType(let file, let type, let wanted):
            error("element-type", "`\(file)` holds numbers of type `\(type.prefix(40))`, and \(wanted) are read", file, hint: "Convert it with `array.astype`")
        case .truncated(let file, let bytes, let needed): error("truncated", "`\(file)` has \(bytes) bytes, and its header tells of \(needed)", file, hint: "Fetch the file again: the end is missing")
        case .ragged(let file, let line, let columns, let expected):
            Finding(.error, "matrix.ragged", "line \(line) of `\(file)` has \(columns) \(columns == 1 ? "cell" : "cells") where \(expected) are due", at: Place(file: file, line: line))
        case .notOneColumn(let file, let columns): error("not-one-column", "`\(file)` has \(columns) columns, and labels are one", file)
        case .notALabel(let file, let value, let row): error("label", "row \(row) of `\(file)` holds \(value), which is no class number", file)
        }
    }

    public var description: String { finding.message }

    private func error(_ code: String, _ message: String, _ file: String, hint: String? = nil) -> Finding {
        Finding(.error, "matrix.\(code)", message, at: Place(file: file), hint: hint)
    }
}
