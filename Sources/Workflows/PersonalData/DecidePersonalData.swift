import Records
import Storage

public struct PersonalDataDecided: Codable, Sendable, Hashable {
    /// Places it is said of now, those with the same value among them.
    public var places: Int
}

/// The words that are said of a place; `open` takes back what was.
public typealias PersonalDataWord = PersonalPlace.Standing

extension Workflows {
    /// Most that is decided in one call.
    public static let personalPlacesAtOnce = 1000

    /// Says of places whether they are personal; `open` takes it back. With `alike` of every place of the project with one
    /// of their values. What is said of a value stays when the step runs again.
    public func decidePersonalData(
        _ places: [PersonalPlaceID], in slug: String, as actor: Actor, word: PersonalDataWord, alike: Bool = false
    ) async throws -> PersonalDataDecided {
        guard (1...Self.personalPlacesAtOnce).contains(places.count) else {
            throw WorkflowError(.badInput, "personal-data.count", "between 1 and \(Self.personalPlacesAtOnce) places can be decided at once, not \(places.count)")
        }
        let definitions = definitions
        let decided = try await store.write { [store] connection in
            let project = try definitions.project(slug, as: actor, needs: .review, connection)
            let decided = try connection.personalPlaces.decide(places, of: project.id, word, alike: alike, by: actor.name, at: store.now())
            try connection.audit.append(
                actor: actor.name, action: "personal-data.\(word.rawValue)", subject: project.slug,
                details: ["places": .int(Int64(decided)), "first": .string(places[0].description)], at: store.now())
            return decided
        }
        events.send("personal-data", in: slug, ["places": .int(Int64(decided))])
        return PersonalDataDecided(places: decided)
    }
}
