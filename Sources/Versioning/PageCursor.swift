import Records

/// Walks a page tree in the order of keys, reading a page only when it is stepped into.
///
/// What lies ahead is a stack of pages not yet opened and records not yet taken; whole pages can be skipped, which is
/// how two trees are compared without reading what they share. Memory: the open page of each level.
struct PageCursor {
    enum Next {
        case page(PageReference)
        case record(RecordKey, JSONValue)
    }

    private let store: any ObjectStore
    private let root: String
    private var isOpened = false
    /// Last is next.
    private var ahead: [Next] = []
    /// Pages read so far: what a comparison cost.
    private(set) var pagesRead = 0

    init(root: String, in store: any ObjectStore) {
        self.root = root
        self.store = store
    }

    /// What comes next, nil at the end.
    mutating func peek() async throws -> Next? {
        if !isOpened {
            isOpened = true
            try await open(root, expecting: nil)
        }
        return ahead.last
    }

    mutating func skip() { _ = ahead.popLast() }

    /// Replaces the page that comes next by what is in it.
    mutating func enter() async throws {
        guard case .page(let page)? = ahead.popLast() else { return }
        try await open(page.hash, expecting: page)
    }

    /// The next record, through whatever pages are in front of it.
    mutating func record() async throws -> (key: RecordKey, value: JSONValue)? {
        while let next = try await peek() {
            switch next {
            case .page: try await enter()
            case .record(let key, let value):
                skip()
                return (key, value)
            }
        }
        return nil
    }

    private mutating func open(_ hash: String, expecting reference: PageReference?) async throws {
        let page = try Page(await ObjectReader.bytes(hash, in: store), object: hash)
        pagesRead += 1
        try Self.check(page, against: reference)
        switch page.body {
        case .records(let records): ahead.append(contentsOf: records.reversed().map { .record($0.key, $0.value) })
        case .pages(let pages): ahead.append(contentsOf: pages.reversed().map { .page($0) })
        }
    }

    /// A page holds what the reference to it promised.
    private static func check(_ page: Page, against reference: PageReference?) throws {
        guard let reference else { return }
        let (first, last, count): (RecordKey?, RecordKey?, Int) = switch page.body {
        case .records(let records): (records.first?.key, records.last?.key, records.count)
        case .pages(let pages): (pages.first?.first, pages.last?.last, pages.reduce(0) { $0 + $1.count })
        }
        guard page.level == reference.level, first == reference.first, last == reference.last, count == reference.count else {
            throw VersionError.malformed(object: reference.hash, "it does not hold what the page above it says")
        }
    }
}

/// Reads objects and does not believe the store: the hash is computed again.
enum ObjectReader {
    static func bytes(_ hash: String, in store: any ObjectStore) async throws -> [UInt8] {
        let bytes = try await store.get(hash)
        let actual = ContentHash.hex(of: bytes)
        guard actual == hash else { throw VersionError.corrupt(object: hash, actual: actual) }
        return bytes
    }

    static func json(_ hash: String, in store: any ObjectStore) async throws -> JSONValue {
        let bytes = try await bytes(hash, in: store)
        do { return try JSONParser.parse(bytes) } catch { throw VersionError.malformed(object: hash, "\(error)") }
    }

    static func decode<T: Decodable>(_ type: T.Type, _ hash: String, in store: any ObjectStore) async throws -> T {
        let json = try await json(hash, in: store)
        if let grammar = json["grammar"]?.int, grammar != 1 { throw VersionError.grammar(object: hash, version: grammar) }
        do { return try json.decode(type) } catch { throw VersionError.malformed(object: hash, "\(error)") }
    }
}
