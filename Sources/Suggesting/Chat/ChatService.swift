import Fetching
import Records

/// An OpenAI-compatible service of chat completions, reached through the one way out (``Fetcher``).
public struct ChatService: Sendable {
    private let address: WebAddress
    private let key: FetchHeader?
    private let fetcher: Fetcher
    private let patience: Patience

    /// - Parameters:
    ///   - base: up to and with the version, such as `https://host/v1`
    ///   - key: sent as a bearer token, and nowhere else; nil for services without
    ///   - allowed: services on this machine or its network that may be reached
    public init(_ base: String, key: String? = nil, allowed: Set<Destination> = [], patience: Patience = Patience(), seconds: Double = 120) throws {
        let trimmed = base.hasSuffix("/") ? String(base.dropLast()) : base
        address = try WebAddress(trimmed.hasSuffix("/chat/completions") ? trimmed : trimmed + "/chat/completions")
        guard key == nil || address.isSecure || allowed.contains(address.destination) else { throw ChatServiceError.keyInTheOpen(address.destination) }
        self.key = try key.map { key in
            guard let header = FetchHeader("Authorization", "Bearer \(key)") else { throw ChatServiceError.keyNotSendable }
            return header
        }
        fetcher = Fetcher(allowed: allowed, limits: FetchLimits(seconds: seconds, bytes: 16 << 20))
        self.patience = patience
    }

    /// The completion as the service sent it. Asked again while the failure passes: asking twice costs money and does no harm.
    public func complete(_ request: ChatRequest) async throws -> [UInt8] {
        let type = FetchHeader("Content-Type", "application/json").map { [$0] } ?? []
        let asked = FetchRequest(.post, address, headers: type, credentials: key.map { [$0] } ?? [], body: JSONValue.object(request.body).bytes())
        let answer = try await fetcher.fetch(asked, patience: patience, mayRepeat: true)
        switch answer.status {
        case 200..<300: return answer.body
        case 400, 413, 422: throw ChatServiceError.requestRefused(status: answer.status)
        case 401, 403: throw ChatServiceError.keyRefused(address.destination, status: answer.status)
        case 404: throw ChatServiceError.notThere(address.text)
        default: throw ChatServiceError.failing(address.destination, status: answer.status)
        }
    }
}

/// Why a service gave no completion. What it said in words is left out: it may quote what it was sent.
public enum ChatServiceError: Error, Sendable, Hashable {
    case keyInTheOpen(Destination)
    case keyNotSendable
    case keyRefused(Destination, status: Int)
    case notThere(String)
    /// Of this one request, for its size or its content; others may fare better.
    case requestRefused(status: Int)
    case failing(Destination, status: Int)
}

extension ChatServiceError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .keyInTheOpen(let place): "the key would travel to \(place) in the open"
        case .keyNotSendable: "the key has a character that no header can hold"
        case .keyRefused(let place, let status): "\(place) refuses the key (status \(status))"
        case .notThere(let address): "there is nothing at \(address) (status 404)"
        case .requestRefused(let status): "the service refuses the request (status \(status))"
        case .failing(let place, let status): "\(place) still answers with status \(status) after several tries"
        }
    }

    public var hint: String? {
        switch self {
        case .keyInTheOpen(let place): "give an address that begins with https://, or allow \(place) if it is a service of yours"
        case .keyNotSendable: "look for a line break at its end"
        case .keyRefused: "look at the key in the variable that `--key-from` names, and what it is allowed"
        case .notThere: "give the address up to its version, such as https://host/v1, and look at the model's name"
        case .requestRefused: nil
        case .failing: "run the same command again later; with `--cache` nothing that was answered is asked twice"
        }
    }
}
