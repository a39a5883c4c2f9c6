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

/// The table `aid.bank_account`.
public enum AidBankAccount {
    /// A key of `aid.bank_account`.
    public typealias ID = Identifier<AidBankAccount>
}

/// The table `aid.budget`.
public enum AidBudget {
    /// A key of `aid.budget`.
    public typealias ID = Identifier<AidBudget>
}

/// The table `aid.candidate`.
public enum AidCandidate {
    /// A key of `aid.candidate`.
    public typealias ID = Identifier<AidCandidate>
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

/// The table `aid.determination_opinion`.
public enum AidDeterminationOpinion {
    /// A key of `aid.determination_opinion`.
    public typealias ID = Identifier<AidDeterminationOpinion>
}

/// The table `aid.nomination`.
public enum AidNomination {
    /// A key of `aid.nomination`.
    public typealias ID = Identifier<AidNomination>
}

/// The table `aid.objection`.
public enum AidObjection {
    /// A key of `aid.objection`.
    public typealias ID = Identifier<AidObjection>
}

/// The table `aid.payment`.
public enum AidPayment {
    /// A key of `aid.payment`.
    public typealias ID = Identifier<AidPayment>
}

/// The table `aid.payment_batch`.
public enum AidPaymentBatch {
    /// A key of `aid.payment_batch`.
    public typealias ID = Identifier<AidPaymentBatch>
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

/// The table `aid.scholarship_round`.
public enum AidScholarshipRound {
    /// A key of `aid.scholarship_round`.
    public typealias ID = Identifier<AidScholarshipRound>
}

/// The table `audit.erasure`.
public enum AuditErasure {
    /// A key of `audit.erasure`.
    public typealias ID = Identifier<AuditErasure>
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

/// The table `auth.second_factor`.
public enum AuthSecondFactor {
    /// A key of `auth.second_factor`.
    public typealias ID = Identifier<AuthSecondFactor>
}

extension Identifier<AuthSecondFactor> {
    /// The same number as a key of `auth.account`, which a foreign key says it is.
    public var accountID: AuthAccount.ID { AuthAccount.ID(rawValue: rawValue) }
}

/// The table `auth.second_factor_reset`.
public enum AuthSecondFactorReset {
    /// A key of `auth.second_factor_reset`.
    public typealias ID = Identifier<AuthSecondFactorReset>
}

/// The table `auth.session_limit`.
public enum AuthSessionLimit {
    /// A key of `auth.session_limit`.
    public typealias ID = Identifier<AuthSessionLimit>
}

/// The table `care.activity`.
public enum CareActivity {
    /// A key of `care.activity`.
    public typealias ID = Identifier<CareActivity>
}

/// The table `care.activity_class`.
public enum CareActivityClass {
    /// A key of `care.activity_class`.
    public typealias ID = Identifier<CareActivityClass>
}

/// The table `care.card_acknowledgement`.
public enum CareCardAcknowledgement {
    /// A key of `care.card_acknowledgement`.
    public typealias ID = Identifier<CareCardAcknowledgement>
}

/// The table `care.concern`.
public enum CareConcern {
    /// A key of `care.concern`.
    public typealias ID = Identifier<CareConcern>
}

/// The table `care.consent`.
public enum CareConsent {
    /// A key of `care.consent`.
    public typealias ID = Identifier<CareConsent>
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

/// The table `care.counselling_case`.
public enum CareCounsellingCase {
    /// A key of `care.counselling_case`.
    public typealias ID = Identifier<CareCounsellingCase>
}

/// The table `care.counselling_note`.
public enum CareCounsellingNote {
    /// A key of `care.counselling_note`.
    public typealias ID = Identifier<CareCounsellingNote>
}

/// The table `care.family_call`.
public enum CareFamilyCall {
    /// A key of `care.family_call`.
    public typealias ID = Identifier<CareFamilyCall>
}

/// The table `care.file`.
public enum CareFile {
    /// A key of `care.file`.
    public typealias ID = Identifier<CareFile>
}

/// The table `care.file_decision`.
public enum CareFileDecision {
    /// A key of `care.file_decision`.
    public typealias ID = Identifier<CareFileDecision>
}

/// The table `care.goal`.
public enum CareGoal {
    /// A key of `care.goal`.
    public typealias ID = Identifier<CareGoal>
}

/// The table `care.handover`.
public enum CareHandover {
    /// A key of `care.handover`.
    public typealias ID = Identifier<CareHandover>
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

/// The table `care.last_contact`.
public enum CareLastContact {
    /// A key of `care.last_contact`.
    public typealias ID = Identifier<CareLastContact>
}

extension Identifier<CareLastContact> {
    /// The same number as a key of `care.file`, which a foreign key says it is.
    public var fileID: CareFile.ID { CareFile.ID(rawValue: rawValue) }
}

/// The table `care.left_behind_record`.
public enum CareLeftBehindRecord {
    /// A key of `care.left_behind_record`.
    public typealias ID = Identifier<CareLeftBehindRecord>
}

/// The table `care.mandatory_report`.
public enum CareMandatoryReport {
    /// A key of `care.mandatory_report`.
    public typealias ID = Identifier<CareMandatoryReport>
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

/// The table `care.pairing_activity`.
public enum CarePairingActivity {
    /// A key of `care.pairing_activity`.
    public typealias ID = Identifier<CarePairingActivity>
}

/// The table `care.referral`.
public enum CareReferral {
    /// A key of `care.referral`.
    public typealias ID = Identifier<CareReferral>
}

/// The table `care.review`.
public enum CareReview {
    /// A key of `care.review`.
    public typealias ID = Identifier<CareReview>
}

/// The table `care.risk_alert`.
public enum CareRiskAlert {
    /// A key of `care.risk_alert`.
    public typealias ID = Identifier<CareRiskAlert>
}

/// The table `care.screening_result`.
public enum CareScreeningResult {
    /// A key of `care.screening_result`.
    public typealias ID = Identifier<CareScreeningResult>
}

/// The table `care.screening_return`.
public enum CareScreeningReturn {
    /// A key of `care.screening_return`.
    public typealias ID = Identifier<CareScreeningReturn>
}

/// The table `care.screening_round`.
public enum CareScreeningRound {
    /// A key of `care.screening_round`.
    public typealias ID = Identifier<CareScreeningRound>
}

/// The table `field.agenda_item`.
public enum FieldAgendaItem {
    /// A key of `field.agenda_item`.
    public typealias ID = Identifier<FieldAgendaItem>
}

/// The table `field.brief`.
public enum FieldBrief {
    /// A key of `field.brief`.
    public typealias ID = Identifier<FieldBrief>
}

/// The table `field.brief_placement`.
public enum FieldBriefPlacement {
    /// A key of `field.brief_placement`.
    public typealias ID = Identifier<FieldBriefPlacement>
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

/// The table `field.decision`.
public enum FieldDecision {
    /// A key of `field.decision`.
    public typealias ID = Identifier<FieldDecision>
}

/// The table `field.encounter`.
public enum FieldEncounter {
    /// A key of `field.encounter`.
    public typealias ID = Identifier<FieldEncounter>
}

/// The table `field.exchange_trip`.
public enum FieldExchangeTrip {
    /// A key of `field.exchange_trip`.
    public typealias ID = Identifier<FieldExchangeTrip>
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

/// The table `field.meeting`.
public enum FieldMeeting {
    /// A key of `field.meeting`.
    public typealias ID = Identifier<FieldMeeting>
}

/// The table `field.phase_deliverable`.
public enum FieldPhaseDeliverable {
    /// A key of `field.phase_deliverable`.
    public typealias ID = Identifier<FieldPhaseDeliverable>
}

/// The table `field.secondment`.
public enum FieldSecondment {
    /// A key of `field.secondment`.
    public typealias ID = Identifier<FieldSecondment>
}

/// The table `field.secondment_log`.
public enum FieldSecondmentLog {
    /// A key of `field.secondment_log`.
    public typealias ID = Identifier<FieldSecondmentLog>
}

/// The table `field.survey`.
public enum FieldSurvey {
    /// A key of `field.survey`.
    public typealias ID = Identifier<FieldSurvey>
}

/// The table `field.survey_question`.
public enum FieldSurveyQuestion {
    /// A key of `field.survey_question`.
    public typealias ID = Identifier<FieldSurveyQuestion>
}

/// The table `field.visit`.
public enum FieldVisit {
    /// A key of `field.visit`.
    public typealias ID = Identifier<FieldVisit>
}

/// The table `field.volunteer_activity`.
public enum FieldVolunteerActivity {
    /// A key of `field.volunteer_activity`.
    public typealias ID = Identifier<FieldVolunteerActivity>
}

/// The table `field.volunteer_hours`.
public enum FieldVolunteerHours {
    /// A key of `field.volunteer_hours`.
    public typealias ID = Identifier<FieldVolunteerHours>
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

/// The table `people.capacity_consultation`.
public enum PeopleCapacityConsultation {
    /// A key of `people.capacity_consultation`.
    public typealias ID = Identifier<PeopleCapacityConsultation>
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

/// The table `people.merge_record`.
public enum PeopleMergeRecord {
    /// A key of `people.merge_record`.
    public typealias ID = Identifier<PeopleMergeRecord>
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

/// The table `people.public_capacity`.
public enum PeoplePublicCapacity {
    /// A key of `people.public_capacity`.
    public typealias ID = Identifier<PeoplePublicCapacity>
}

/// The table `people.resident`.
public enum PeopleResident {
    /// A key of `people.resident`.
    public typealias ID = Identifier<PeopleResident>
}

/// The table `people.resident_aid`.
public enum PeopleResidentAid {
    /// A key of `people.resident_aid`.
    public typealias ID = Identifier<PeopleResidentAid>
}

/// The table `people.retiree`.
public enum PeopleRetiree {
    /// A key of `people.retiree`.
    public typealias ID = Identifier<PeopleRetiree>
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

/// The table `people.subject_request`.
public enum PeopleSubjectRequest {
    /// A key of `people.subject_request`.
    public typealias ID = Identifier<PeopleSubjectRequest>
}

/// The table `people.teaching`.
public enum PeopleTeaching {
    /// A key of `people.teaching`.
    public typealias ID = Identifier<PeopleTeaching>
}

/// The table `ref.code`.
public enum RefCode {
    /// A key of `ref.code`.
    public typealias ID = Identifier<RefCode>
}

/// The table `registers.annual_sheet`.
public enum RegistersAnnualSheet {
    /// A key of `registers.annual_sheet`.
    public typealias ID = Identifier<RegistersAnnualSheet>
}

/// The table `registers.checklist`.
public enum RegistersChecklist {
    /// A key of `registers.checklist`.
    public typealias ID = Identifier<RegistersChecklist>
}

/// The table `registers.checklist_line`.
public enum RegistersChecklistLine {
    /// A key of `registers.checklist_line`.
    public typealias ID = Identifier<RegistersChecklistLine>
}

/// The table `registers.checklist_tick`.
public enum RegistersChecklistTick {
    /// A key of `registers.checklist_tick`.
    public typealias ID = Identifier<RegistersChecklistTick>
}

/// The table `registers.contract`.
public enum RegistersContract {
    /// A key of `registers.contract`.
    public typealias ID = Identifier<RegistersContract>
}

/// The table `registers.disclosure`.
public enum RegistersDisclosure {
    /// A key of `registers.disclosure`.
    public typealias ID = Identifier<RegistersDisclosure>
}

/// The table `registers.document`.
public enum RegistersDocument {
    /// A key of `registers.document`.
    public typealias ID = Identifier<RegistersDocument>
}

/// The table `registers.equipment`.
public enum RegistersEquipment {
    /// A key of `registers.equipment`.
    public typealias ID = Identifier<RegistersEquipment>
}

/// The table `registers.external_inspection`.
public enum RegistersExternalInspection {
    /// A key of `registers.external_inspection`.
    public typealias ID = Identifier<RegistersExternalInspection>
}

/// The table `registers.fee_item`.
public enum RegistersFeeItem {
    /// A key of `registers.fee_item`.
    public typealias ID = Identifier<RegistersFeeItem>
}

/// The table `registers.fee_question`.
public enum RegistersFeeQuestion {
    /// A key of `registers.fee_question`.
    public typealias ID = Identifier<RegistersFeeQuestion>
}

/// The table `registers.hazard`.
public enum RegistersHazard {
    /// A key of `registers.hazard`.
    public typealias ID = Identifier<RegistersHazard>
}

/// The table `registers.inspection`.
public enum RegistersInspection {
    /// A key of `registers.inspection`.
    public typealias ID = Identifier<RegistersInspection>
}

/// The table `registers.inspection_round`.
public enum RegistersInspectionRound {
    /// A key of `registers.inspection_round`.
    public typealias ID = Identifier<RegistersInspectionRound>
}

/// The table `registers.integrity_measure`.
public enum RegistersIntegrityMeasure {
    /// A key of `registers.integrity_measure`.
    public typealias ID = Identifier<RegistersIntegrityMeasure>
}

/// The table `registers.integrity_review`.
public enum RegistersIntegrityReview {
    /// A key of `registers.integrity_review`.
    public typealias ID = Identifier<RegistersIntegrityReview>
}

/// The table `registers.integrity_risk`.
public enum RegistersIntegrityRisk {
    /// A key of `registers.integrity_risk`.
    public typealias ID = Identifier<RegistersIntegrityRisk>
}

/// The table `registers.point_entry`.
public enum RegistersPointEntry {
    /// A key of `registers.point_entry`.
    public typealias ID = Identifier<RegistersPointEntry>
}

/// The table `registers.point_rule`.
public enum RegistersPointRule {
    /// A key of `registers.point_rule`.
    public typealias ID = Identifier<RegistersPointRule>
}

/// The table `registers.project`.
public enum RegistersProject {
    /// A key of `registers.project`.
    public typealias ID = Identifier<RegistersProject>
}

/// The table `registers.project_group`.
public enum RegistersProjectGroup {
    /// A key of `registers.project_group`.
    public typealias ID = Identifier<RegistersProjectGroup>
}

/// The table `registers.project_place`.
public enum RegistersProjectPlace {
    /// A key of `registers.project_place`.
    public typealias ID = Identifier<RegistersProjectPlace>
}

/// The table `registers.regulation`.
public enum RegistersRegulation {
    /// A key of `registers.regulation`.
    public typealias ID = Identifier<RegistersRegulation>
}

/// The table `registers.regulation_version`.
public enum RegistersRegulationVersion {
    /// A key of `registers.regulation_version`.
    public typealias ID = Identifier<RegistersRegulationVersion>
}

/// The table `storage.attachment`.
public enum StorageAttachment {
    /// A key of `storage.attachment`.
    public typealias ID = Identifier<StorageAttachment>
}

/// The table `units.body`.
public enum UnitsBody {
    /// A key of `units.body`.
    public typealias ID = Identifier<UnitsBody>
}

/// The table `units.body_duty`.
public enum UnitsBodyDuty {
    /// A key of `units.body_duty`.
    public typealias ID = Identifier<UnitsBodyDuty>
}

/// The table `units.body_membership`.
public enum UnitsBodyMembership {
    /// A key of `units.body_membership`.
    public typealias ID = Identifier<UnitsBodyMembership>
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

/// The table `work.deadline_extension`.
public enum WorkDeadlineExtension {
    /// A key of `work.deadline_extension`.
    public typealias ID = Identifier<WorkDeadlineExtension>
}

/// The table `work.feedback`.
public enum WorkFeedback {
    /// A key of `work.feedback`.
    public typealias ID = Identifier<WorkFeedback>
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

/// The table `work.letter`.
public enum WorkLetter {
    /// A key of `work.letter`.
    public typealias ID = Identifier<WorkLetter>
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

/// The table `work.programme_link`.
public enum WorkProgrammeLink {
    /// A key of `work.programme_link`.
    public typealias ID = Identifier<WorkProgrammeLink>
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

/// The table `work.supervision_order`.
public enum WorkSupervisionOrder {
    /// A key of `work.supervision_order`.
    public typealias ID = Identifier<WorkSupervisionOrder>
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
