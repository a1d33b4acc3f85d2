import Dispatch
import Formats
import Records
import Shipping

/// Does a shipment's writing on a thread of its own, so that the threads that serve requests never wait for the disk.
///
/// One call at a time: each is awaited before the next, and the queue is serial besides.
final class ShipmentHands: @unchecked Sendable {
    static let batch = 32
    private let writer: ShipmentWriter
    private let gate: ShippedPersonalData?
    private let queue = DispatchQueue(label: "winnow.shipment")

    /// Nothing is written that has not passed the gate.
    init(_ writer: ShipmentWriter, behind gate: ShippedPersonalData?) { (self.writer, self.gate) = (writer, gate) }

    func write(_ items: [ShippedItem]) async throws {
        let items = try await gate?.passed(items) ?? items
        try await onQueue { for item in items { try self.writer.write(item) } }
    }

    /// Writes card, credits, manifest and checksums and puts the folder in its place.
    func finish() async throws -> ShipmentReport { try await onQueue { try self.writer.finish() } }

    /// Writes all there is without putting the folder in its place, which `place()` does.
    func close() async throws -> ShipmentReport { try await onQueue { try self.writer.close() } }

    func place() async throws { try await onQueue { try self.writer.place() } }

    /// What `finish()` would say; nothing is put anywhere.
    func preview() async throws -> ShipmentReport { try await onQueue { try self.writer.preview() } }

    private func onQueue<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try Self.worded(body) }) }
        }
    }

    /// What formats, files and pictures refuse, as the refusal of the whole shipment.
    static func worded<T>(_ body: () throws -> T) throws -> T {
        do { return try body() } catch let error as WorkflowError { throw error } catch {
            guard let finding = finding(of: error) else { throw error }
            throw WorkflowError(.unprocessable, finding.code, finding.message, hint: finding.hint, findings: [finding])
        }
    }

    private static func finding(of error: any Error) -> Finding? {
        switch error {
        case let error as ShipError: error.finding
        case let error as FormatError: error.finding
        case let error as LossRefused: error.finding
        case let error as ByteError: error.finding
        default: nil
        }
    }
}
