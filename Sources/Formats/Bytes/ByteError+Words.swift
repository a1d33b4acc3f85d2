import Records

extension ByteError: CustomStringConvertible {
    public var finding: Finding {
        switch self {
        case .cannotOpen(let file, let reason):
            Finding(.error, "file.cannot-open", "`\(file)` cannot be opened: \(reason)", at: Place(file: file))
        case .cannotRead(let file, let offset, let reason):
            Finding(.error, "file.cannot-read", "`\(file)` cannot be read at byte \(offset): \(reason)", at: Place(file: file))
        case .cannotWrite(let file, let reason):
            Finding(.error, "file.cannot-write", "`\(file)` cannot be written: \(reason)", at: Place(file: file),
                    hint: "Look for free space and whose folder it is; what was written so far is not whole")
        case .truncated(let file, let packing, let offset):
            Finding(.error, "file.truncated", "`\(file)` ends at byte \(offset), in the middle of its \(packing.rawValue) stream",
                    at: Place(file: file), hint: "Fetch the file again: the end is missing")
        case .corrupt(let file, let packing, let offset, let reason):
            Finding(.error, "file.corrupt", "`\(file)` has a broken \(packing.rawValue) stream near byte \(offset): \(reason)",
                    at: Place(file: file), hint: "Fetch the file again, or unpack it with a repair tool first")
        case .otherEncoding(let file, let name):
            Finding(.error, "file.encoding", "`\(file)` is \(name), and text is read as UTF-8", at: Place(file: file, line: 1),
                    hint: "Convert it, for example with `iconv -f UTF-16 -t UTF-8`")
        case .tooLarge(let file, let limit):
            Finding(.error, "file.too-large", "`\(file)` unpacks to more than \(limit) bytes", at: Place(file: file),
                    hint: "Unpack it first if it is meant to be that large")
        case .expandsTooMuch(let file, let limit):
            Finding(.error, "file.expands-too-much", "`\(file)` unpacks to more than \(limit) times its size", at: Place(file: file),
                    hint: "Unpack it first if it is meant to be that large")
        }
    }

    public var description: String { finding.message }
}
