// generated from the primary keys of the schema by sqlgen: do not edit

/// The table `access.break_glass`.
public enum AccessBreakGlass {
    /// A key of `access.break_glass`.
    public typealias ID = Identifier<AccessBreakGlass>
}

/// The table `access.role_assignment`.
public enum AccessRoleAssignment {
    /// A key of `access.role_assignment`.
    public typealias ID = Identifier<AccessRoleAssignment>
}

/// The table `aid.accepted_evidence`.
public enum AidAcceptedEvidence {
    /// A key of `aid.accepted_evidence`.
    public typealias ID = Identifier<AidAcceptedEvidence>
}

/// The table `aid.award`.
public enum AidAward {
    /// A key of `aid.award`.
    public typealias ID = Identifier<AidAward>
}

/// The table `aid.category_evidence`.
public enum AidCategoryEvidence {
    /// A key of `aid.category_evidence`.
    public typealias ID = Identifier<AidCategoryEvidence>
}

/// The table `aid.determination`.
public enum AidDetermination {
    /// A key of `aid.determination`.
    public typealias ID = Identifier<AidDetermination>
}

/// The table `aid.refusal`.
public enum AidRefusal {
    /// A key of `aid.refusal`.
    public typealias ID = Identifier<AidRefusal>
}

/// The table `aid.scheme_rule`.
public enum AidSchemeRule {
    /// A key of `aid.scheme_rule`.
    public typealias ID = Identifier<AidSchemeRule>
}

/// The table `audit.event`.
public enum AuditEvent {
    /// A key of `audit.event`.
    public typealias ID = Identifier<AuditEvent>
}

/// The table `audit.seal`.
public enum AuditSeal {
    /// A key of `audit.seal`.
    public typealias ID = Identifier<AuditSeal>
}

/// The table `auth.account`.
public enum AuthAccount {
    /// A key of `auth.account`.
    public typealias ID = Identifier<AuthAccount>
}

/// The table `care.concern`.
public enum CareConcern {
    /// A key of `care.concern`.
    public typealias ID = Identifier<CareConcern>
}

/// The table `care.contact_log`.
public enum CareContactLog {
    /// A key of `care.contact_log`.
    public typealias ID = Identifier<CareContactLog>
}

/// The table `care.contact_rule`.
public enum CareContactRule {
    /// A key of `care.contact_rule`.
    public typealias ID = Identifier<CareContactRule>
}

/// The table `care.file`.
public enum CareFile {
    /// A key of `care.file`.
    public typealias ID = Identifier<CareFile>
}

/// The table `care.health_card`.
public enum CareHealthCard {
    /// A key of `care.health_card`.
    public typealias ID = Identifier<CareHealthCard>
}

/// The table `care.health_record`.
public enum CareHealthRecord {
    /// A key of `care.health_record`.
    public typealias ID = Identifier<CareHealthRecord>
}

/// The table `care.left_behind_record`.
public enum CareLeftBehindRecord {
    /// A key of `care.left_behind_record`.
    public typealias ID = Identifier<CareLeftBehindRecord>
}

/// The table `care.note`.
public enum CareNote {
    /// A key of `care.note`.
    public typealias ID = Identifier<CareNote>
}

/// The table `care.pairing`.
public enum CarePairing {
    /// A key of `care.pairing`.
    public typealias ID = Identifier<CarePairing>
}

/// The table `care.review`.
public enum CareReview {
    /// A key of `care.review`.
    public typealias ID = Identifier<CareReview>
}

/// The table `field.campaign`.
public enum FieldCampaign {
    /// A key of `field.campaign`.
    public typealias ID = Identifier<FieldCampaign>
}

/// The table `field.campaign_phase`.
public enum FieldCampaignPhase {
    /// A key of `field.campaign_phase`.
    public typealias ID = Identifier<FieldCampaignPhase>
}

/// The table `field.linkage`.
public enum FieldLinkage {
    /// A key of `field.linkage`.
    public typealias ID = Identifier<FieldLinkage>
}

/// The table `field.linkage_exemption`.
public enum FieldLinkageExemption {
    /// A key of `field.linkage_exemption`.
    public typealias ID = Identifier<FieldLinkageExemption>
}

/// The table `field.linkage_quota`.
public enum FieldLinkageQuota {
    /// A key of `field.linkage_quota`.
    public typealias ID = Identifier<FieldLinkageQuota>
}

/// The table `field.visit`.
public enum FieldVisit {
    /// A key of `field.visit`.
    public typealias ID = Identifier<FieldVisit>
}

/// The table `history.version`.
public enum HistoryVersion {
    /// A key of `history.version`.
    public typealias ID = Identifier<HistoryVersion>
}

/// The table `intake.batch`.
public enum IntakeBatch {
    /// A key of `intake.batch`.
    public typealias ID = Identifier<IntakeBatch>
}

/// The table `intake.change`.
public enum IntakeChange {
    /// A key of `intake.change`.
    public typealias ID = Identifier<IntakeChange>
}

/// The table `intake.finding`.
public enum IntakeFinding {
    /// A key of `intake.finding`.
    public typealias ID = Identifier<IntakeFinding>
}

/// The table `people.address`.
public enum PeopleAddress {
    /// A key of `people.address`.
    public typealias ID = Identifier<PeopleAddress>
}

/// The table `people.class_placement`.
public enum PeopleClassPlacement {
    /// A key of `people.class_placement`.
    public typealias ID = Identifier<PeopleClassPlacement>
}

/// The table `people.contact_point`.
public enum PeopleContactPoint {
    /// A key of `people.contact_point`.
    public typealias ID = Identifier<PeopleContactPoint>
}

/// The table `people.enrolment`.
public enum PeopleEnrolment {
    /// A key of `people.enrolment`.
    public typealias ID = Identifier<PeopleEnrolment>
}

/// The table `people.entrusted_care`.
public enum PeopleEntrustedCare {
    /// A key of `people.entrusted_care`.
    public typealias ID = Identifier<PeopleEntrustedCare>
}

/// The table `people.guardianship`.
public enum PeopleGuardianship {
    /// A key of `people.guardianship`.
    public typealias ID = Identifier<PeopleGuardianship>
}

/// The table `people.identifier`.
public enum PeopleIdentifier {
    /// A key of `people.identifier`.
    public typealias ID = Identifier<PeopleIdentifier>
}

/// The table `people.party_membership`.
public enum PeoplePartyMembership {
    /// A key of `people.party_membership`.
    public typealias ID = Identifier<PeoplePartyMembership>
}

/// The table `people.person`.
public enum PeoplePerson {
    /// A key of `people.person`.
    public typealias ID = Identifier<PeoplePerson>
}

/// The table `people.staff`.
public enum PeopleStaff {
    /// A key of `people.staff`.
    public typealias ID = Identifier<PeopleStaff>
}

extension Identifier<PeopleStaff> {
    /// The same number as a key of `people.person`, which a foreign key says it is.
    public var personID: PeoplePerson.ID { PeoplePerson.ID(rawValue: rawValue) }
}

/// The table `people.staff_post`.
public enum PeopleStaffPost {
    /// A key of `people.staff_post`.
    public typealias ID = Identifier<PeopleStaffPost>
}

/// The table `people.student`.
public enum PeopleStudent {
    /// A key of `people.student`.
    public typealias ID = Identifier<PeopleStudent>
}

extension Identifier<PeopleStudent> {
    /// The same number as a key of `people.person`, which a foreign key says it is.
    public var personID: PeoplePerson.ID { PeoplePerson.ID(rawValue: rawValue) }
}

/// The table `ref.code`.
public enum RefCode {
    /// A key of `ref.code`.
    public typealias ID = Identifier<RefCode>
}

/// The table `storage.attachment`.
public enum StorageAttachment {
    /// A key of `storage.attachment`.
    public typealias ID = Identifier<StorageAttachment>
}

/// The table `units.external_organization`.
public enum UnitsExternalOrganization {
    /// A key of `units.external_organization`.
    public typealias ID = Identifier<UnitsExternalOrganization>
}

/// The table `units.membership`.
public enum UnitsMembership {
    /// A key of `units.membership`.
    public typealias ID = Identifier<UnitsMembership>
}

/// The table `units.place`.
public enum UnitsPlace {
    /// A key of `units.place`.
    public typealias ID = Identifier<UnitsPlace>
}

/// The table `units.unit`.
public enum UnitsUnit {
    /// A key of `units.unit`.
    public typealias ID = Identifier<UnitsUnit>
}

/// The table `units.unit_label`.
public enum UnitsUnitLabel {
    /// A key of `units.unit_label`.
    public typealias ID = Identifier<UnitsUnitLabel>
}

/// The table `work.calendar_feed`.
public enum WorkCalendarFeed {
    /// A key of `work.calendar_feed`.
    public typealias ID = Identifier<WorkCalendarFeed>
}

extension Identifier<WorkCalendarFeed> {
    /// The same number as a key of `people.person`, which a foreign key says it is.
    public var personID: PeoplePerson.ID { PeoplePerson.ID(rawValue: rawValue) }
}

/// The table `work.conduct_report`.
public enum WorkConductReport {
    /// A key of `work.conduct_report`.
    public typealias ID = Identifier<WorkConductReport>
}

/// The table `work.issue`.
public enum WorkIssue {
    /// A key of `work.issue`.
    public typealias ID = Identifier<WorkIssue>
}

/// The table `work.issue_event`.
public enum WorkIssueEvent {
    /// A key of `work.issue_event`.
    public typealias ID = Identifier<WorkIssueEvent>
}

/// The table `work.lifecycle_event`.
public enum WorkLifecycleEvent {
    /// A key of `work.lifecycle_event`.
    public typealias ID = Identifier<WorkLifecycleEvent>
}

/// The table `work.milestone`.
public enum WorkMilestone {
    /// A key of `work.milestone`.
    public typealias ID = Identifier<WorkMilestone>
}

/// The table `work.publication_item`.
public enum WorkPublicationItem {
    /// A key of `work.publication_item`.
    public typealias ID = Identifier<WorkPublicationItem>
}

/// The table `work.result`.
public enum WorkResult {
    /// A key of `work.result`.
    public typealias ID = Identifier<WorkResult>
}

/// The table `work.signoff`.
public enum WorkSignoff {
    /// A key of `work.signoff`.
    public typealias ID = Identifier<WorkSignoff>
}

/// The table `work.task`.
public enum WorkTask {
    /// A key of `work.task`.
    public typealias ID = Identifier<WorkTask>
}

/// The table `work.utterance`.
public enum WorkUtterance {
    /// A key of `work.utterance`.
    public typealias ID = Identifier<WorkUtterance>
}
