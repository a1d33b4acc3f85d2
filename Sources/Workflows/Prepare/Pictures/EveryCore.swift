import Foundation
import Dispatch

/// Heavy work on several inputs at once, a bounded number at a time.
///
/// The work runs on threads of its own: the threads that answer requests are as many as the cores, and must not decode.
enum EveryCore {
    /// Calls `ended` with each output and the place of its input, one at a time, in the order in which they end. When it
    /// throws nothing new is begun, and what is under way is waited for.
    static func forEach<Input: Sendable, Output: Sendable>(
        _ inputs: [Input], width: Int, _ work: @escaping @Sendable (Input) -> Output,
        isolation: isolated (any Actor)? = #isolation, _ ended: (Int, Output) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: (Int, Output).self) { group in
            var next = 0
            func begin() {
                guard next < inputs.count else { return }
                let (place, input) = (next, inputs[next])
                next += 1
                group.addTask {
                    await withCheckedContinuation { continuation in
                        DispatchQueue.global(qos: .utility).async { continuation.resume(returning: (place, work(input))) }
                    }
                }
            }
            for _ in 0..<max(1, width) { begin() }
            while let (place, output) = try await group.next() {
                try await ended(place, output)
                begin()
            }
        }
    }

    /// The outputs in the order of their inputs, on every core; `watch` is told as they end.
    static func map<Input: Sendable, Output: Sendable>(
        _ inputs: [Input], watch: ReadWatch? = nil, isolation: isolated (any Actor)? = #isolation, _ work: @escaping @Sendable (Input) -> Output
    ) async throws -> [Output] {
        var (outputs, done) = ([Output?](repeating: nil, count: inputs.count), Int64(0))
        try await forEach(inputs, width: ProcessInfo.processInfo.activeProcessorCount, work) { place, output in
            outputs[place] = output
            done += 1
            watch?(done, Int64(inputs.count))
        }
        return outputs.compactMap(\.self)
    }
}
