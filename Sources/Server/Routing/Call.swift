import Foundation
import HTTPTypes
import Records

/// What a handler knows of a request that was let through.
public struct Call: Sendable {
    public let actor: Actor
    /// nil outside a project.
    public let project: ProjectID?
    /// Present when the caller came with a session cookie.
    let sessionSecret: String?
    let address: String
    let parameters: [String: String]
    let query: [String: String]
    let body: JSONValue
    /// Present on routes that take one.
    let file: SentFile?

    /// A path parameter as text.
    func parameter(_ name: String) throws -> String {
        guard let value = parameters[name] else { throw HTTPFailure.notFound }
        return value
    }

    /// The project's slug in `/v1/projects/{project}`.
    var slug: String { get throws { try parameter("project") } }

    /// A path parameter that is an id; what is no id names nothing.
    func id<Kind>(_ name: String, as kind: EntityID<Kind>.Type = EntityID<Kind>.self) throws -> EntityID<Kind> {
        guard let id = EntityID<Kind>(try parameter(name)) else { throw HTTPFailure.notFound }
        return id
    }

    /// The body as a value of this type; what does not fit is named.
    func decode<Body: Decodable>(_ type: Body.Type = Body.self) throws -> Body {
        do { return try body.decode(type) } catch let error as DecodingError { throw HTTPFailure(error) }
    }
}

// MARK: Query parameters

extension Call {
    func text(_ name: String) -> String? {
        guard let value = query[name], !value.isEmpty else { return nil }
        return value
    }

    func word<Word: RawRepresentable & CaseIterable>(_ name: String, as type: Word.Type = Word.self) throws -> Word? where Word.RawValue == String {
        guard let value = text(name) else { return nil }
        guard let word = Word(rawValue: value) else {
            throw HTTPFailure.query(name, value, wanted: "one of " + Word.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))
        }
        return word
    }

    func queryID<Kind>(_ name: String, as kind: EntityID<Kind>.Type = EntityID<Kind>.self) throws -> EntityID<Kind>? {
        guard let value = text(name) else { return nil }
        guard let id = EntityID<Kind>(value) else { throw HTTPFailure.query(name, value, wanted: "an id of 13 characters") }
        return id
    }

    func limit(default standard: Int = 100, most: Int = 1000) throws -> Int {
        guard let value = text("limit") else { return standard }
        guard let number = Int(value), number >= 1 else { throw HTTPFailure.query("limit", value, wanted: "a whole number from 1 to \(most)") }
        return min(number, most)
    }
}
