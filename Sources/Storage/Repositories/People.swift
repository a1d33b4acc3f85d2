import Records

/// Accounts and the hashes of their passwords. `connection.people`
public struct PersonRepository {
    let connection: any Connection
    private static let columns = "id, login, name, is_owner, is_active"

    /// A login that is taken is a `constraint` error.
    public func insert(_ person: Person, at time: Timestamp) throws {
        try connection.execute(
            "INSERT INTO person (id, login, name, is_owner, is_active, made_at) VALUES (?, ?, ?, ?, ?, ?)",
            [.id(person.id), .text(person.login), .text(person.name), .flag(person.isOwner), .flag(person.isActive), .time(time)])
    }

    public func update(_ person: Person) throws {
        try connection.execute(
            "UPDATE person SET login = ?, name = ?, is_owner = ?, is_active = ? WHERE id = ?",
            [.text(person.login), .text(person.name), .flag(person.isOwner), .flag(person.isActive), .id(person.id)])
    }

    public func find(_ id: PersonID) throws -> Person? {
        try connection.first("SELECT \(Self.columns) FROM person WHERE id = ?", [.id(id)], Self.person)
    }

    public func find(login: String) throws -> Person? {
        try connection.first("SELECT \(Self.columns) FROM person WHERE login = ?", [.text(login)], Self.person)
    }

    /// By login.
    public func all() throws -> [Person] {
        try connection.all("SELECT \(Self.columns) FROM person ORDER BY login", [], Self.person)
    }

    public func hasOwner() throws -> Bool {
        try connection.first("SELECT 1 FROM person WHERE is_owner = 1 AND is_active = 1 LIMIT 1") { _ in true } ?? false
    }

    /// The encoded scrypt hash, parameters included.
    public func passwordHash(of person: PersonID) throws -> String? {
        try connection.first("SELECT hash FROM credential WHERE person = ?", [.id(person)]) { $0.text(0) }
    }

    public func setPasswordHash(_ hash: String, of person: PersonID, at time: Timestamp) throws {
        let upsert = connection.dialect.upsert(on: "person", set: ["hash", "changed_at"])
        try connection.execute(
            "INSERT INTO credential (person, hash, changed_at) VALUES (?, ?, ?) \(upsert)",
            [.id(person), .text(hash), .time(time)])
    }

    static func person(_ row: any Row) throws -> Person {
        Person(id: row.id(0), login: row.text(1), name: row.text(2), isOwner: row.flag(3), isActive: row.flag(4))
    }
}
