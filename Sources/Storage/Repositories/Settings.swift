/// Small named texts of the workspace: its name, the grammar of its secrets. `connection.settings`
public struct SettingRepository {
    let connection: any Connection

    public subscript(name: String) -> String? {
        get throws { try connection.first("SELECT value FROM setting WHERE name = ?", [.text(name)]) { $0.text(0) } }
    }

    public func set(_ name: String, to value: String) throws {
        let upsert = connection.dialect.upsert(on: "name", set: ["value"])
        try connection.execute("INSERT INTO setting (name, value) VALUES (?, ?) \(upsert)", [.text(name), .text(value)])
    }
}
