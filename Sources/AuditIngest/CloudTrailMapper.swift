import AuditEvents

/// AWS CloudTrail records (event version 1.x): management, data and sign-in events.
enum CloudTrailMapper {
    private static let format = IngestFormat.cloudtrail

    static func map(_ record: JSONObject) throws(AuditError) -> MappedRecord {
        var record = ForeignRecord(record)
        guard let source = record.text("eventSource") else { throw MappedRecord.missing("eventSource", format) }
        guard let name = record.text("eventName") else { throw MappedRecord.missing("eventName", format) }
        let time = try MappedRecord.time(record["eventTime"], "eventTime", format)
        let service = source.prefix { $0 != "." }
        let nativeID = record.text("eventID")
        let requestID = record.text("requestID") ?? nativeID
        let actor = actor(record, source: source)

        var event = IncomingEvent(
            time: time, action: "aws.\(ActionWord.plain(String(service))).\(ActionWord.hyphenated(name))",
            resource: resource(record), outcome: outcome(record))
        event.input = record.take("requestParameters")
        event.output = record.take("responseElements", "errorCode", "errorMessage")
        let address = record.take("sourceIPAddress", as: \.string)
        var mapped = MappedRecord(
            format: format, surface: "aws", event: event, actor: actor, requestID: requestID, nativeID: nativeID,
            sourceIPs: address.map { [.string($0)] } ?? [], userAgent: record.take("userAgent", as: \.string))
        mapped.finish(rest: record.rest)
        return mapped
    }

    private static func actor(_ record: ForeignRecord, source: String) -> Actor {
        let identity = record["userIdentity"]
        let id =
            ForeignRecord.text(identity?["arn"]) ?? ForeignRecord.text(identity?["onBehalfOf"]?["userId"])
            ?? ForeignRecord.text(identity?["invokedBy"]) ?? ForeignRecord.text(identity?["principalId"])
            ?? ForeignRecord.text(identity?["userName"]) ?? ForeignRecord.text(identity?["accountId"]) ?? source
        switch identity?["type"]?.string {
        case "Root", "IAMUser", "FederatedUser", "SAMLUser", "WebIdentityUser", "IdentityCenterUser", "Directory":
            return Actor(.human, id)
        case "AssumedRole":
            // IAM Identity Center signs people in with roles of this name; other roles are mostly software.
            let role = ForeignRecord.text(identity?["sessionContext"]?["sessionIssuer"]?["userName"])
            return Actor(role?.hasPrefix("AWSReservedSSO_") == true ? .human : .system, id)
        default: return Actor(.system, id)
        }
    }

    /// Parameters that name what was acted upon, where the record has no `resources`.
    private static let namingParameters: [(parameter: String, type: String)] = [
        ("bucketName", "AWS::S3::Bucket"), ("instanceId", "AWS::EC2::Instance"),
        ("functionName", "AWS::Lambda::Function"), ("tableName", "AWS::DynamoDB::Table"),
        ("roleName", "AWS::IAM::Role"),
        ("groupName", "AWS::IAM::Group"), ("userName", "AWS::IAM::User"), ("keyId", "AWS::KMS::Key"),
        ("secretId", "AWS::SecretsManager::Secret"),
    ]

    private static func resource(_ record: ForeignRecord) -> Resource? {
        if let first = record["resources"]?.array?.first,
            let id = ForeignRecord.text(first["ARN"]) ?? ForeignRecord.text(first["arn"])
        {
            return Resource(ForeignRecord.text(first["type"]) ?? "arn", id)
        }
        for (parameter, type) in namingParameters {
            if let id = ForeignRecord.text(record["requestParameters"]?[parameter]) { return Resource(type, id) }
        }
        return nil
    }

    private static func outcome(_ record: ForeignRecord) -> Outcome {
        guard let code = record.text("errorCode") else {
            // A failed sign-in is no error to the service; it tells by its answer only.
            let failed = record["responseElements"]?.object?.members.contains { $0.value == "Failure" }
            return failed == true ? .denied : .success
        }
        let refusals = ["AccessDenied", "Unauthorized", "NotAuthorized", "AuthFailure", "Forbidden"]
        return refusals.contains { code.contains($0) } ? .denied : .error
    }
}
