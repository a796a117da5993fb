import AuditEvents
import MerkleLog

extension ExportManifest {
    /// Reads the manifest of an audit export in NDJSON.
    ///
    /// - Throws: `missing_field` or `invalid_field` with the member's path; `invalid_field` for an export of another
    ///   purpose or format, which proves nothing.
    init(verifiable json: JSONObject) throws(AuditError) {
        let reader = Reader(json: .object(json))
        guard try reader.string("manifest_version") == Self.version else {
            throw Reader.invalid("manifest_version", "is not \(Self.version), the only one that this version reads")
        }
        guard let purpose = LogExport.Purpose(rawValue: try reader.string("purpose")), purpose == .audit else {
            throw Reader.invalid("purpose", "is not audit: only an audit export can be verified")
        }
        guard let format = LogExport.Format(rawValue: try reader.string("format")), format == .ndjson else {
            throw Reader.invalid("format", "is not ndjson: the lines of other formats are not the log's bytes")
        }
        guard let tenant = TenantID(try reader.string("tenant_id")) else {
            throw Reader.invalid("tenant_id", "is no tenant's id")
        }
        guard let checkpoint = SignedCheckpoint(encoded: Array(try reader.string("checkpoint").utf8)) else {
            throw Reader.invalid("checkpoint", "is no signed checkpoint")
        }
        let (from, to) = (try reader.count("range", "from"), try reader.count("range", "to"))
        guard from <= to else { throw Reader.invalid("range", "ends before it begins") }
        let span = try TimeSpan(from: try reader.time("from"), to: try reader.time("to"))
        self.init(
            purpose: purpose, format: format, tenant: tenant, span: span, range: from..<to, checkpoint: checkpoint)
        count = try reader.count("count")
        byteCount = try reader.count("bytes")
        sha256 = try reader.string("sha256")
        proof = RangeProof(
            frontier: try reader.hashes("proof", "frontier"), consistency: try reader.hashes("proof", "consistency"),
            milestones: try reader.milestones())
        let tree = checkpoint.checkpoint
        guard try reader.string("origin") == tree.origin, try reader.count("log_size") == tree.size,
            try reader.string("root") == tree.root.hex
        else { throw Reader.invalid("checkpoint", "is not the one whose origin, log_size and root stand beside it") }
    }

    /// Reads members, naming the one that is wrong.
    private struct Reader {
        let json: JSONValue

        static func invalid(_ field: String, _ what: String) -> AuditError {
            AuditError(.invalidField, "the manifest's \(field) \(what)", field: field)
        }

        private func value(_ path: [String]) throws(AuditError) -> JSONValue {
            var value: JSONValue? = json
            for key in path { value = value?[key] }
            let field = path.joined(separator: ".")
            guard let value else { throw AuditError(.missingField, "the manifest has no \(field)", field: field) }
            return value
        }

        func string(_ path: String...) throws(AuditError) -> String {
            guard let text = try value(path).string else {
                throw Self.invalid(path.joined(separator: "."), "is not a text")
            }
            return text
        }

        func count(_ path: String...) throws(AuditError) -> UInt64 {
            guard let count = Self.count(try value(path)) else {
                throw Self.invalid(path.joined(separator: "."), "is not a whole number up to 2^53")
            }
            return count
        }

        /// Beyond 2^53 a JSON number is not exact.
        private static func count(_ value: JSONValue?) -> UInt64? {
            value?.number.flatMap { UInt64(exactly: $0) }.flatMap { $0 <= 1 << 53 ? $0 : nil }
        }

        func time(_ path: String...) throws(AuditError) -> Timestamp? {
            switch try value(path) {
            case .null: return nil
            case .string(let text):
                if let time = Timestamp(text) { return time }
                fallthrough
            default: throw Self.invalid(path.joined(separator: "."), "is not a time")
            }
        }

        func hashes(_ path: String...) throws(AuditError) -> [MerkleHash] {
            let list = try value(path).array
            let hashes = list?.compactMap { $0.string.flatMap { MerkleHash(hex: $0) } }
            guard let hashes, hashes.count == list?.count else {
                throw Self.invalid(path.joined(separator: "."), "is not a list of hashes")
            }
            return hashes
        }

        func milestones() throws(AuditError) -> [Milestone] {
            let list = try value(["milestones"]).array
            let milestones = list?.compactMap { item -> Milestone? in
                guard let size = Self.count(item["size"]),
                    let root = item["root"]?.string.flatMap({ MerkleHash(hex: $0) })
                else { return nil }
                return Milestone(size: size, root: root)
            }
            guard let milestones, milestones.count == list?.count else {
                throw Self.invalid("milestones", "is not a list of sizes and roots")
            }
            return milestones
        }
    }
}
