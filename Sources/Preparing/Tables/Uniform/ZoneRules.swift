import Records

/// When the clocks of a place were set to what: the offsets of one time zone.
///
/// Read from a compiled zone file (TZif, RFC 9636) with its rule for the years beyond (a POSIX `TZ` string). Files come from
/// the system's `tzdata`; nothing is bundled, so rules are as new as the system.
public struct ZoneRules: Sendable, Hashable {
    public let name: String
    /// Seconds since 1970, ascending.
    private let changes: [Int]
    /// From each change on, in seconds east of Greenwich.
    private let offsets: [Int]
    private let firstOffset: Int
    private let rule: YearlyZoneRule?

    /// - Parameter bytes: of a TZif file, any version.
    public init(name: String, tzif bytes: [UInt8]) throws(ZoneError) {
        var reader = ZoneFileReader(bytes: bytes, name: name)
        let content = try reader.content()
        (self.name, changes, offsets, firstOffset, rule) = (name, content.changes, content.offsets, content.firstOffset, content.rule)
    }

    /// Seconds east of Greenwich at a time in UTC.
    public func offset(atUTC seconds: Int) -> Int {
        guard let last = changes.last else { return rule?.offset(atUTC: seconds) ?? firstOffset }
        if seconds >= last, let rule { return rule.offset(atUTC: seconds) }
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle] <= seconds { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? firstOffset : offsets[low - 1]
    }

    /// The offset of a local time, as Python's `fold=0` has it: of a repeated time the first, of a skipped one as before.
    public func offset(atLocal seconds: Int) -> (offset: Int, isRepeated: Bool, isSkipped: Bool) {
        let before = offset(atUTC: seconds - 86_400 * 3 / 2), after = offset(atUTC: seconds + 86_400 * 3 / 2)
        var fitting: [Int] = []
        for candidate in [before, after] where offset(atUTC: seconds - candidate) == candidate && !fitting.contains(candidate) { fitting.append(candidate) }
        guard let first = fitting.max() else { return (before, false, true) }
        return (first, fitting.count > 1, false)
    }
}

public enum ZoneError: Error, Sendable, Hashable {
    case badName(String)
    /// The system has no file of that name; or none at all.
    case noFile(String, hasAnyZone: Bool)
    case broken(String, reason: String)

    public var finding: Finding {
        switch self {
        case .badName(let name): Finding(.error, "zone.name", "`\(name)` is no name of a time zone", hint: "names look like `Europe/Berlin` or `UTC`")
        case .noFile(let name, true): Finding(.error, "zone.unknown", "the system knows no time zone `\(name)`", hint: "names look like `Europe/Berlin` or `UTC`")
        case .noFile(let name, false): Finding(.error, "zone.no-data", "time zone `\(name)` cannot be read: the system has no zone data", hint: "install the package `tzdata`")
        case .broken(let name, let reason): Finding(.error, "zone.broken", "the data of time zone `\(name)` cannot be read: \(reason)", hint: "install the package `tzdata` again")
        }
    }
}
