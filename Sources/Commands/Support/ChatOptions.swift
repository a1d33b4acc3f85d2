import ArgumentParser
import Foundation
import Records
import Workflows

/// How a chat service is asked about the texts of a file.
struct ChatOptions: ParsableArguments {
    @Option(help: "Address of an OpenAI-compatible chat service up to its version, such as https://host/v1") var service: String?
    @Option(help: "The service's name of the model") var model: String?
    @Option(help: "Variable of the environment that holds the service's key; keys are not given on the command line") var keyFrom: String?
    @Option(help: "A service on this machine or its network that may be reached, as HOST:PORT; repeatable") var allow: [String] = []
    @Option(help: "A winnow.yaml whose objective, guidelines and question the model is given", completion: .file(extensions: ["yaml", "yml"])) var definition: String?
    @Option(help: "Labels to choose from, parted by commas; in place of a definition") var labels: String?
    @Option(help: "What is to be told, in a sentence; beside `--labels`") var objective: String?
    @Flag(help: "Any number of `--labels` may hold") var several = false
    @Option(help: "Field that holds the text") var field = "text"
    @Option(help: "A table of texts with their `label`, of which the most alike are shown to the model", completion: .file()) var examples: String?
    @Option(help: "Examples shown for each text") var examplesPerText = 4
    @Option(help: "How often each text is asked about; the share that agrees is the confidence") var samples = 1
    @Option(help: "Texts in one request") var textsPerRequest = 1
    @Option(help: "0 for the likeliest answer, more for variety; 0.7 where `--samples` is above 1") var temperature: Double?
    @Flag(help: "Ask the service for the probability of its answer, which becomes the confidence") var probability = false
    @Option(help: "Price of a million tokens that are sent and, after a comma, that are answered") var prices: String?
    @Option(help: "Most money to be spent; what it leaves is written without a label") var cap: Double?
    @Option(help: "File where answers are kept, so that none is paid for twice and a stopped run goes on", completion: .file()) var cache: String?
    @Option(help: "Requests under way at the same time") var together = 4
    @Option(help: "Field that holds the right label, to be compared with") var known: String?
    @Flag(help: "Say what it would cost at most, and send nothing") var estimate = false

    func validate() throws {
        for (name, value) in [("--samples", samples), ("--texts-per-request", textsPerRequest), ("--together", together)] where !(1...100).contains(value) {
            throw ValidationError("`\(name)` lies between 1 and 100, not at \(value)")
        }
        guard (0...100).contains(examplesPerText) else { throw ValidationError("`--examples-per-text` lies between 0 and 100, not at \(examplesPerText)") }
        if let temperature, !(0...2).contains(temperature) { throw ValidationError("`--temperature` lies between 0 and 2, not at \(temperature)") }
        if let cap, !(cap >= 0) { throw ValidationError("`--cap` is not below 0, as \(cap) is") }
        if cap != nil, prices == nil { throw ValidationError("`--cap` needs `--prices`: without them nothing costs anything") }
        _ = try priceList()
    }

    func files(question: String?) throws -> ChatFiles.Options {
        guard let service, let model else { throw ValidationError("a file is asked about with `--service` and `--model`") }
        let manner = ChatManner(
            model: model, temperature: temperature ?? (samples > 1 ? 0.7 : 0), samples: samples, textsPerRequest: textsPerRequest, wantsProbability: probability)
        var options = ChatFiles.Options(task: try task(question), settings: manner, service: service)
        options.key = try key()
        (options.field, options.allowed, options.examples, options.examplesPerText) = (field, allow, examples, examplesPerText)
        (options.prices, options.cap, options.cache, options.together, options.known) = (try priceList(), cap, cache, together, known)
        return options
    }

    private func key() throws -> String? {
        guard let keyFrom else { return nil }
        guard let key = ProcessInfo.processInfo.environment[keyFrom], !key.isEmpty else { throw ValidationError("`--key-from`: there is no variable `\(keyFrom)` in the environment") }
        return key
    }

    private func task(_ question: String?) throws -> ChatQuestion {
        if let definition {
            guard labels == nil, objective == nil else { throw ValidationError("`--labels` and `--objective` are in place of `--definition`") }
            return try ChatFiles.task(in: try DefinitionFile(path: definition).text(), question: question)
        }
        let names = (labels ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        guard names.count > 1 else { throw ValidationError("name the labels with `--labels a,b` or give a `--definition`") }
        return ChatQuestion(objective: objective ?? "Choose the label that fits each text", labels: names.map { .init($0) }, allowsSeveral: several)
    }

    private func priceList() throws -> ChatPrices {
        guard let prices else { return ChatPrices() }
        let numbers = prices.split(separator: ",").map { Double($0.trimmingCharacters(in: .whitespaces)) }
        guard numbers.count == 2, let prompt = numbers[0], let answer = numbers[1], prompt >= 0, answer >= 0 else {
            throw ValidationError("`--prices` are two numbers, such as 0.15,0.60, not `\(prices)`")
        }
        return ChatPrices(prompt: prompt, answer: answer)
    }
}
