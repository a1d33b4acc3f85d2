import Foundation

/// What was asked for.
struct Request: Sendable {
    let arguments = Array(CommandLine.arguments.dropFirst())

    func text(after name: String) -> String? {
        guard let place = arguments.firstIndex(of: name), place + 1 < arguments.count else { return nil }
        return arguments[place + 1]
    }

    func number(after name: String, _ standard: Int) -> Int { text(after: name).flatMap { Int($0) } ?? standard }
}

let request = Request()
