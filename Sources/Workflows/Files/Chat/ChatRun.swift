import Dispatch
import Fetching
import Records
import Suggesting

/// One file under way: asks about a piece of it at a time, several requests at once, and writes in the order of the file.
actor ChatRun {
    private let options: ChatFiles.Options
    private let maker: ChatRequests
    private let service: ChatService
    private let cache: ChatCache
    private let give: @Sendable (JSONObject) throws -> Void
    private var report = ChatReport()
    /// Money for what is under way, so that requests sent together cannot pass the cap together.
    private var reserved = 0.0
    private let began = DispatchTime.now().uptimeNanoseconds

    init(_ options: ChatFiles.Options, _ maker: ChatRequests, _ give: @escaping @Sendable (JSONObject) throws -> Void) throws {
        let places = try options.allowed.map { text in
            guard let place = Destination(text) else {
                throw WorkflowError(.badInput, "suggest.destination", "`\(text)` is no host with a port", hint: "write it as models:9090 or 10.0.0.5:443")
            }
            return place
        }
        (self.options, self.maker, self.give) = (options, maker, give)
        service = try ChatService(options.service, key: options.key, allowed: Set(places))
        cache = try ChatCache(options.cache)
    }

    func `do`(_ piece: ChatPiece) async throws {
        let texts = piece.records.map { RecordFile.text($0.fields[options.field]) }
        let asked = texts.indices.filter { texts[$0] != nil }
        let size = options.settings.textsPerRequest
        let groups = stride(from: 0, to: asked.count, by: size).map { Array(asked[$0..<min($0 + size, asked.count)]) }
        var votes = [ChatVote?](repeating: nil, count: texts.count)
        for (places, found) in try await all(groups, texts) { for (place, vote) in zip(places, found) { votes[place] = vote } }
        try await cache.keep()
        for place in piece.records.indices { try write(piece.records[place].fields, isText: texts[place] != nil, votes[place]) }
    }

    func finish() -> ChatReport {
        report.seconds = Double(DispatchTime.now().uptimeNanoseconds - began) / 1e9
        report.accuracy = report.compared == 0 ? nil : Double(report.right) / Double(report.compared)
        return report
    }

    // MARK: Asking

    /// At most `together` groups at once; the first that throws ends all.
    private func all(_ groups: [[Int]], _ texts: [String?]) async throws -> [([Int], [ChatVote?])] {
        try await withThrowingTaskGroup(of: ([Int], [ChatVote?]).self) { tasks in
            var waiting = groups[...], found: [([Int], [ChatVote?])] = []
            func start() {
                guard let places = waiting.popFirst() else { return }
                tasks.addTask { (places, try await self.votes(places.compactMap { texts[$0] })) }
            }
            for _ in 0..<max(1, options.together) { start() }
            while let one = try await tasks.next() {
                found.append(one)
                start()
            }
            return found
        }
    }

    /// nil where the cap leaves no money to ask.
    private func votes(_ texts: [String]) async throws -> [ChatVote?] {
        var samples = [[ChatReply.Verdict]](repeating: [], count: texts.count)
        for sample in 0..<options.settings.samples {
            guard let verdicts = try await verdicts(texts, sample) else { break }
            for place in texts.indices { samples[place].append(verdicts[place]) }
        }
        return samples.map { $0.isEmpty ? nil : ChatVote($0) }
    }

    /// Texts that were asked about together and answered in another number are asked about one by one.
    private func verdicts(_ texts: [String], _ sample: Int) async throws -> [ChatReply.Verdict]? {
        guard let reply = try await reply(maker.request(texts, sample: sample)) else { return nil }
        guard texts.count > 1, reply.contains(where: { $0 == .failed(.wrongCount) || $0 == .failed(.truncated) || $0 == .failed(.notJSON) }) else { return reply }
        var single: [ChatReply.Verdict] = []
        for text in texts {
            guard let one = try await self.reply(maker.request([text], sample: sample)) else { return nil }
            single += one
        }
        return single
    }

    private func reply(_ request: ChatRequest) async throws -> [ChatReply.Verdict]? {
        let fingerprint = request.fingerprint
        report.requests += 1
        if let body = try await cache.answer(to: fingerprint) {
            report.kept += 1
            return try ChatReply(body, to: request, task: options.task).verdicts
        }
        let estimate = options.prices.estimate(request)
        if let cap = options.cap, report.cost + reserved + estimate > cap {
            report.requests -= 1
            return nil
        }
        reserved += estimate
        defer { reserved -= estimate }
        do {
            let body = try await service.complete(request)
            let reply = try ChatReply(body, to: request, task: options.task)
            count(reply, request)
            try await cache.add(fingerprint, body)
            return reply.verdicts
        } catch ChatServiceError.requestRefused {
            return [ChatReply.Verdict](repeating: .failed(.notTaken), count: request.texts.count)
        }
    }

    private func count(_ reply: ChatReply, _ request: ChatRequest) {
        let prompt = reply.promptTokens ?? ChatCost.tokens(request.promptBytes), answer = reply.answerTokens ?? request.answerTokens
        report.promptTokens += prompt
        report.answerTokens += answer
        report.cost += options.prices.of(promptTokens: prompt, answerTokens: answer)
    }

    // MARK: Writing

    private func write(_ fields: JSONObject, isText: Bool, _ vote: ChatVote?) throws {
        guard isText else { return try give(fields) }
        report.texts += 1
        var record = fields
        let own = record["label"]
        if let own { record["known_label"] = own }
        record["label"] = .null
        if let labels = vote?.labels {
            report.labelled += 1
            record[options.task.allowsSeveral ? "labels" : "label"] = options.task.allowsSeveral ? .array(labels.map { .string($0) }) : .string(labels[0])
            record["confidence"] = vote?.confidence.map { .double($0) } ?? .null
            compare(labels, options.known.flatMap { fields[$0] })
        } else {
            let reason = vote?.failure?.rawValue ?? "not-asked"
            report.fail(reason)
            record["failure"] = .string(reason)
        }
        record["suggested_by"] = .string(options.settings.model)
        try give(record)
    }

    private func compare(_ labels: [String], _ known: JSONValue?) {
        guard let known, let right = known.array?.compactMap(\.string) ?? RecordFile.text(known).map({ [$0] }) else { return }
        report.compared += 1
        if Set(right) == Set(labels) { report.right += 1 }
    }
}
