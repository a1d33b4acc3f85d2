import Glibc
import Records

/// A chat completion as OpenAI-compatible services send it, whole or as server-sent events.
struct ChatCompletion {
    private(set) var content = ""
    private(set) var isTruncated = false
    private(set) var isRefusal = false
    /// exp of the summed logarithms of its tokens' probabilities.
    private(set) var probability: Double?
    private(set) var promptTokens: Int?
    private(set) var answerTokens: Int?

    init(_ body: [UInt8]) throws(ChatError) {
        let text = String(decoding: body, as: UTF8.self)
        if let json = try? JSONParser.parse(body), json.object != nil {
            guard let choice = json["choices"]?[0] else { throw .notACompletion(Self.complaint(json)) }
            add(choice, "message")
            count(json["usage"])
        } else {
            guard try addEvents(text) else { throw .notACompletion("it is no JSON object") }
        }
    }

    /// Adds up the pieces of a stream; false where there are none.
    private mutating func addEvents(_ text: String) throws(ChatError) -> Bool {
        var isStream = false
        for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix("data:") {
            let data = line.dropFirst(5).drop { $0 == " " }
            if data == "[DONE]" { return true }
            guard let json = try? JSONParser.parse(String(data)) else { throw .notACompletion("an event of its stream is no JSON") }
            if let choice = json["choices"]?[0] { add(choice, "delta") }
            count(json["usage"])
            isStream = true
        }
        return isStream
    }

    private mutating func add(_ choice: JSONValue, _ holder: String) {
        content += choice[holder]?["content"]?.string ?? ""
        if let refusal = choice[holder]?["refusal"]?.string, !refusal.isEmpty { isRefusal = true }
        switch choice["finish_reason"]?.string {
        case "length": isTruncated = true
        case "content_filter": isRefusal = true
        default: break
        }
        let logarithms = choice["logprobs"]?["content"]?.array?.compactMap { $0["logprob"]?.double } ?? []
        if !logarithms.isEmpty { probability = (probability ?? 1) * exp(logarithms.reduce(0, +)) }
    }

    private mutating func count(_ usage: JSONValue?) {
        promptTokens = Self.tokens(usage?["prompt_tokens"]) ?? promptTokens
        answerTokens = Self.tokens(usage?["completion_tokens"]) ?? answerTokens
    }

    private static func tokens(_ value: JSONValue?) -> Int? { value?.int.flatMap { $0 >= 0 ? Int(clamping: $0) : nil } }

    /// A service's own error has a type, which is a word of its protocol; its message may quote what it was sent.
    private static func complaint(_ json: JSONValue) -> String {
        guard let kind = json["error"]?["type"]?.string ?? json["error"]?["code"]?.string else { return "it has no `choices`" }
        return "it is an error of type `\(kind.prefix(60))`"
    }
}

/// JSON among other words: in a fence, after a greeting, before an explanation.
enum JSONInText {
    /// The first object or list that reads as JSON. Cost: one parse a bracket, at most `tries` of them.
    static func first(in text: String) -> JSONValue? {
        if let whole = try? JSONParser.parse(text), whole.object != nil || whole.array != nil { return whole }
        let bytes = Array(text.utf8)
        var tried = 0
        for start in bytes.indices where bytes[start] == UInt8(ascii: "{") || bytes[start] == UInt8(ascii: "[") {
            tried += 1
            guard tried <= tries else { return nil }
            if let end = end(bytes, start), let json = try? JSONParser.parse(Array(bytes[start...end])) { return json }
        }
        return nil
    }

    private static let tries = 20

    /// Where the bracket at `start` is closed, outside strings.
    private static func end(_ bytes: [UInt8], _ start: Int) -> Int? {
        var depth = 0, isQuoted = false, isEscaped = false
        for place in start..<bytes.count {
            let byte = bytes[place]
            if isQuoted {
                if isEscaped { isEscaped = false } else if byte == UInt8(ascii: "\\") { isEscaped = true } else if byte == UInt8(ascii: "\"") { isQuoted = false }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isQuoted = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return place }
            default: break
            }
        }
        return nil
    }
}
