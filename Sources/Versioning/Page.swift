import Records

/// A page of sorted records, or of the pages below it.
///
/// As an object: `{"level":0,"records":[[key,value],..]}` or `{"level":n,"pages":[{"count","first","hash","last"},..]}`,
/// canonical JSON.
struct Page: Sendable {
    enum Body: Sendable {
        case records([(key: RecordKey, value: JSONValue)])
        case pages([PageReference])
    }

    var level: Int
    var body: Body

    /// Reads and checks one page: keys grow, and lie in the range its parent says.
    init(_ bytes: [UInt8], object: String) throws {
        let json: JSONValue
        do { json = try JSONParser.parse(bytes) } catch { throw VersionError.malformed(object: object, "\(error)") }
        guard let level = json["level"]?.int, level >= 0, level < 64 else { throw VersionError.malformed(object: object, "it is not a page") }
        self.level = Int(level)
        if level == 0 {
            body = .records(try Self.records(json["records"]?.array, object))
        } else {
            body = .pages(try Self.pages(json["pages"]?.array, Int(level), object))
        }
    }

    private static func records(_ values: [JSONValue]?, _ object: String) throws -> [(key: RecordKey, value: JSONValue)] {
        guard let values else { throw VersionError.malformed(object: object, "it has no records") }
        var records: [(key: RecordKey, value: JSONValue)] = []
        records.reserveCapacity(values.count)
        for pair in values {
            guard let key = RecordKey(pair[0]), let value = pair[1] else { throw VersionError.malformed(object: object, "a record has no key") }
            if let last = records.last?.key, !(last < key) { throw VersionError.malformed(object: object, "its keys are out of order at \(key)") }
            records.append((key, value))
        }
        return records
    }

    private static func pages(_ values: [JSONValue]?, _ level: Int, _ object: String) throws -> [PageReference] {
        guard let values, !values.isEmpty else { throw VersionError.malformed(object: object, "it has no pages") }
        var pages: [PageReference] = []
        for value in values {
            guard let page = PageReference(value, level: level - 1) else { throw VersionError.malformed(object: object, "a page reference is incomplete") }
            if let last = pages.last?.last, !(last < page.first) { throw VersionError.malformed(object: object, "its pages overlap at \(page.first)") }
            pages.append(page)
        }
        return pages
    }
}

/// A page by its hash, and what it spans.
struct PageReference: Sendable, Hashable {
    var level: Int
    var hash: String
    var first: RecordKey
    var last: RecordKey
    var count: Int

    init(level: Int, hash: String, first: RecordKey, last: RecordKey, count: Int) {
        self.level = level
        self.hash = hash
        self.first = first
        self.last = last
        self.count = count
    }

    var json: JSONValue {
        ["count": .int(Int64(count)), "first": first.json, "hash": .string(hash), "last": last.json]
    }

    init?(_ json: JSONValue, level: Int) {
        guard let hash = json["hash"]?.string, let first = RecordKey(json["first"] ?? .null), let last = RecordKey(json["last"] ?? .null),
            let count = json["count"]?.int
        else { return nil }
        self.init(level: level, hash: hash, first: first, last: last, count: Int(count))
    }
}
