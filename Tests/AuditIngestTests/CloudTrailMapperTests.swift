import AuditEvents
import AuditIngest
import Testing

@Suite struct CloudTrailMapperTests {
    private static func text(_ change: (inout JSONObject) -> Void = { _ in }) -> String {
        var record: JSONObject = [
            "eventVersion": "1.08",
            "userIdentity": [
                "type": "IAMUser", "principalId": "AIDAJ45Q7YFFAREXAMPLE",
                "arn": "arn:aws:iam::123456789012:user/Alice", "accountId": "123456789012", "userName": "Alice",
            ],
            "eventTime": "2014-03-06T21:22:54Z", "eventSource": "ec2.amazonaws.com", "eventName": "StartInstances",
            "awsRegion": "us-east-2", "sourceIPAddress": "192.0.2.0", "userAgent": "ec2-api-tools 1.6.12.2",
            "requestParameters": ["instancesSet": ["items": [["instanceId": "i-ebeaf9e2"]]]],
            "responseElements": ["instancesSet": ["items": [["currentState": ["code": 0]]]]],
            "requestID": "r-1", "eventID": "6da4a4c8-6ec7-4a0a-a1c6-1f1a2f5f2f10",
        ]
        change(&record)
        return String(decoding: record.canonicalBytes(), as: UTF8.self)
    }

    private static func record(_ change: (inout JSONObject) -> Void) throws -> IngestRecord {
        try Reading.records(text(change))[0]
    }

    @Test func aRecordIsMappedFieldByField() throws {
        let record = try Self.record { _ in }
        #expect(record.event.eventID == "6da4a4c8-6ec7-4a0a-a1c6-1f1a2f5f2f10")
        #expect(record.event.action == "aws.ec2.start-instances")
        #expect(record.event.time == Timestamp("2014-03-06T21:22:54Z"))
        #expect(record.event.outcome == .success)
        #expect(record.event.input["requestParameters"]?["instancesSet"] != nil)
        #expect(record.event.output["responseElements"]?["instancesSet"] != nil)
        #expect(record.event.metadata["source_ips"] == ["192.0.2.0"])
        #expect(record.event.metadata["user_agent"] == "ec2-api-tools 1.6.12.2")
        #expect(record.event.metadata["source"]?["awsRegion"] == "us-east-2")
        #expect(record.event.metadata["source"]?["requestParameters"] == nil)
        #expect(record.context.requestID == "r-1")
        #expect(record.context.actor == Actor(.human, "arn:aws:iam::123456789012:user/Alice"))
        #expect(record.context.surface == "aws")
        try EventRules.check(record.event)
    }

    @Test(arguments: [
        ("PutBucketPolicy", "put-bucket-policy"), ("DescribeDBInstances", "describe-db-instances"),
        ("GetSAMLProvider", "get-saml-provider"), ("CreateFunction20150331", "create-function20150331"),
        ("ConsoleLogin", "console-login"), ("UpdateX509", "update-x509"),
    ])
    func anEventNameBecomesAWord(name: String, word: String) throws {
        #expect(try Self.record { $0["eventName"] = .string(name) }.event.action == "aws.ec2.\(word)")
    }

    @Test(arguments: [
        ("AccessDenied", Outcome.denied), ("AccessDeniedException", .denied), ("Client.UnauthorizedOperation", .denied),
        ("Client.AuthFailure", .denied), ("NoSuchBucket", .error), ("ThrottlingException", .error),
    ])
    func theErrorCodeTellsTheOutcome(code: String, outcome: Outcome) throws {
        let record = try Self.record {
            $0["errorCode"] = .string(code)
            $0["errorMessage"] = "No."
            $0["responseElements"] = .null
        }
        #expect(record.event.outcome == outcome)
        #expect(record.event.output == ["errorCode": .string(code), "errorMessage": "No."])
    }

    @Test func aFailedSignInIsDenied() throws {
        let record = try Self.record {
            $0["eventName"] = "ConsoleLogin"
            $0["responseElements"] = ["ConsoleLogin": "Failure"]
        }
        #expect(record.event.outcome == .denied)
    }

    @Test func theIdentityTellsTheActor() throws {
        func actor(_ identity: JSONValue?) throws -> Actor {
            try Self.record { $0["userIdentity"] = identity }.context.actor
        }
        let role = "arn:aws:sts::123456789012:assumed-role/Deploy/session"
        #expect(try actor(["type": "AssumedRole", "arn": .string(role)]) == Actor(.system, role))
        let single: JSONValue = [
            "type": "AssumedRole", "arn": .string(role),
            "sessionContext": ["sessionIssuer": ["userName": "AWSReservedSSO_Admin_0123456789abcdef"]],
        ]
        #expect(try actor(single) == Actor(.human, role))
        #expect(
            try actor(["type": "AWSService", "invokedBy": "ec2.amazonaws.com"]) == Actor(.system, "ec2.amazonaws.com"))
        #expect(
            try actor(["type": "IdentityCenterUser", "onBehalfOf": ["userId": "u-1"]]) == Actor(.human, "u-1"))
        #expect(try actor(nil) == Actor(.system, "ec2.amazonaws.com"))
    }

    @Test func theResourceIsTheFirstThatIsNamed() throws {
        let listed = try Self.record {
            $0["resources"] = [["ARN": "arn:aws:s3:::logs", "type": "AWS::S3::Bucket", "accountId": "1"]]
        }
        #expect(listed.event.resource == Resource("AWS::S3::Bucket", "arn:aws:s3:::logs"))
        let named = try Self.record { $0["requestParameters"] = ["bucketName": "logs"] }
        #expect(named.event.resource == Resource("AWS::S3::Bucket", "logs"))
        #expect(try Self.record { _ in }.event.resource == nil)
    }

    @Test func aFileOfRecordsHoldsItsRecords() throws {
        let second = Self.text { $0["eventID"] = "e-2" }
        let records = try Reading.records(#"{"Records":[\#(Self.text()),\#(second)]}"#)
        #expect(records.map(\.event.eventID) == ["6da4a4c8-6ec7-4a0a-a1c6-1f1a2f5f2f10", "e-2"])
        #expect(try Reading.records(#"{"Records":[]}"#).isEmpty)
    }

    @Test(arguments: ["eventTime", "eventSource", "eventName"])
    func aRecordWithoutItsMainFieldsIsRefused(field: String) {
        let error = Reading.refusal(Self.text { $0[field] = nil }, format: .cloudtrail)
        #expect(error?.code == .missingField)
        #expect(error?.field == field)
    }

    @Test func aRecordWithoutIDsGetsOneFromItsText() throws {
        let record = try Self.record {
            $0["eventID"] = nil
            $0["requestID"] = nil
        }
        #expect(record.event.eventID?.hasPrefix("mac_") == true)
        #expect(record.context.requestID == record.event.eventID)
    }
}
