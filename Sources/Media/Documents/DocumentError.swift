/// Why a document could not be read. Facts only; see `DocumentError+Words.swift`. Places are bytes from the file's start.
public enum DocumentError: Error, Sendable, Hashable {
    /// `code` is the system's number of the error; 0 when it is no plain file.
    case cannotOpen(String, code: Int32)
    case empty
    /// The first bytes are of no format we know; up to 8 of them.
    case unknownFormat(head: [UInt8])
    case unsupported(DocumentFormat, String)
    /// A password is needed.
    case encrypted(DocumentFormat)
    /// The bytes end inside the document.
    case truncated(DocumentFormat, at: Int)
    case damaged(DocumentFormat, String, at: Int?)
    case tooManyBytes(Int, limit: Int)
    /// It unpacks to more.
    case unpacksTooFar(DocumentFormat, limit: Int)
    case noSuchPage(Int, pages: Int)
    case tool(ToolError)
    /// A page drawn by the tool did not decode.
    case picture(ImageError)
}
