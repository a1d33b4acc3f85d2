import Records

/// The numbers of a shape that Datumaro states by others: they stand beside its own under `winnow`, a key it passes over,
/// and count while both agree, so that what somebody moved there has moved here.
enum DatumaroExact {
    private static let tolerance = 1e-6

    static func json(_ shape: Shape) -> JSONValue? {
        let numbers = numbers(shape)
        return numbers.isEmpty ? nil : .object(["exact": .array(numbers.map(JSONValue.shortest))])
    }

    /// A shape of the same form with the exact numbers; nil when there are none or they tell of another place.
    static func shape(_ value: JSONValue?, near shape: Shape) -> Shape? {
        guard let exact = JSONPoints.numbers(value?["exact"]) else { return nil }
        let read = numbers(shape)
        guard exact.count == read.count, !exact.isEmpty else { return nil }
        let same = zip(exact, read).allSatisfy { ($0 - $1).magnitude <= tolerance * max(1, $0.magnitude) }
        // q and -q are the same turn.
        let mirrored: Bool = if case .cuboid3D = shape { zip(exact, read).enumerated().allSatisfy { ($0.element.0 + ($0.offset < 6 ? -$0.element.1 : $0.element.1)).magnitude <= tolerance * max(1, $0.element.0.magnitude) } } else { false }
        guard same || mirrored else { return nil }
        return switch shape {
        case .rotated: .rotated(exact)
        case .ellipse: .ellipse(exact)
        case .cuboid3D: .cuboid3D(centre: Array(exact[0..<3]), size: Array(exact[3..<6]), quaternion: Array(exact[6..<10]))
        default: nil
        }
    }

    private static func numbers(_ shape: Shape) -> [Double] {
        switch shape {
        case .rotated(let values) where values.count == 5, .ellipse(let values) where values.count == 5: values
        case .cuboid3D(let centre, let size, let quaternion) where centre.count == 3 && size.count == 3 && quaternion.count == 4: centre + size + quaternion
        default: []
        }
    }
}
