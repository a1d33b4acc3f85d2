import Records

extension PointCloudError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownFormat: "the file is no point cloud we know"
        case .unsupported(let format, let what): "this kind of \(format.title) is not read: \(what)"
        case .truncated(let format, let at): "the \(format.title) ends too early, at byte \(at)"
        case .damaged(let format, let what, let at): "the \(format.title) is damaged at byte \(at): \(what)"
        case .badLine(let format, let line, let what): "line \(line) of the \(format.title): \(what)"
        case .tooMuch(let format, let what, let count, let limit): "the \(format.title) has \(count) \(what), more than the limit of \(limit)"
        }
    }

    public var hint: String? {
        switch self {
        case .unknownFormat: "we read PCD, PLY, LAS and KITTI's `.bin`; convert it"
        case .unsupported(.las, _): "unpack it with `laszip` or `pdal translate in.laz out.las`"
        case .unsupported: "convert it, or leave it out"
        case .truncated: "take the file from its source again: the copy was cut short"
        case .damaged, .badLine: "write it again with the program it came from, or leave it out"
        case .tooMuch: "split it, or raise the limit if you trust its source"
        }
    }

    /// Stable and documented.
    public var code: String {
        switch self {
        case .unknownFormat: "points.unknown-format"
        case .unsupported: "points.unsupported"
        case .truncated: "points.truncated"
        case .damaged, .badLine: "points.damaged"
        case .tooMuch: "points.too-many"
        }
    }

    public func finding(at place: Place? = nil) -> Finding {
        var place = place
        switch self {
        case .badLine(_, let line, _): place?.line = line
        case .truncated(_, let at), .damaged(_, _, let at): place?.record = "byte \(at)"
        default: break
        }
        return Finding(.error, code, description, at: place, hint: hint)
    }
}
