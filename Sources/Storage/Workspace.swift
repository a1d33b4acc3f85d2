import Foundation
import Records

/// A directory that holds everything: `winnow.sqlite`, `blobs/`, `packs/`, `secrets/`.
///
/// ```swift
/// let workspace = try Workspace.open(at: "cells")
/// let projects = try await workspace.store.read { try $0.projects.all() }
/// ```
/// Several processes may have it open. Only the owner of the directory can read it.
public struct Workspace: Sendable {
    public let path: String
    public let store: Store

    /// The clock of the machine.
    public static let clock: @Sendable () -> Timestamp = {
        Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }

    public static func isWorkspace(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(path)/winnow.sqlite")
    }

    /// Makes the directory and an empty store in it. Refuses a directory that has one.
    public static func create(at path: String, now: @escaping @Sendable () -> Timestamp = clock) throws -> Workspace {
        guard !isWorkspace(path) else { throw StorageError.workspaceExists(path: path) }
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw StorageError.cannotOpen(path: path, detail: error.localizedDescription)
        }
        return try Workspace(path, now: now)
    }

    public static func open(at path: String, now: @escaping @Sendable () -> Timestamp = clock) throws -> Workspace {
        guard isWorkspace(path) else { throw StorageError.notAWorkspace(path: path) }
        return try Workspace(path, now: now)
    }

    private init(_ path: String, now: @escaping @Sendable () -> Timestamp) throws {
        self.path = path
        for folder in ["blobs", "packs", "secrets"] { try FileDescriptor.makeDirectory("\(path)/\(folder)") }
        let database = "\(path)/winnow.sqlite"
        try Self.makePrivate(database)
        store = Store(
            driver: try SQLiteDriver(path: database), blobs: LocalBlobs(blobs: "\(path)/blobs", packs: "\(path)/packs"),
            now: now, ids: IDGenerator(now: now))
    }

    /// SQLite gives its log files the mode of the database, so making that private is enough.
    private static func makePrivate(_ database: String) throws {
        try FileDescriptor(database, O_RDWR | O_CREAT).close()
        chmod(database, 0o600)
    }

    /// A random secret of 32 bytes in hexadecimal, made at the first call. Lives in a file only the owner can read.
    public func secret(_ name: String) throws -> String {
        let file = "\(path)/secrets/\(name)"
        if let found = try readSecret(file) { return found }
        let fresh = ContentHash.hex((0..<32).map { _ in UInt8.random(in: 0...255, using: &Self.systemRandom) })
        do {
            let created = try FileDescriptor(file, O_WRONLY | O_CREAT | O_EXCL)
            try Array(fresh.utf8).withUnsafeBytes { try created.write($0) }
            try created.synchronise()
            return fresh
        } catch StorageError.file(_, _, EEXIST) {
            return try readSecret(file) ?? fresh
        }
    }

    private static var systemRandom: SystemRandomNumberGenerator {
        get { SystemRandomNumberGenerator() }
        set {}
    }

    private func readSecret(_ file: String) throws -> String? {
        guard let size = try FileDescriptor.size(of: file), size == 64 else { return nil }
        return String(decoding: try FileDescriptor(file, O_RDONLY).read(at: 0, count: 64), as: UTF8.self)
    }

    public func close() async throws { try await store.driver.close() }
}
