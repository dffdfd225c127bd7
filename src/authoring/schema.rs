//! The format of a rubric as a JSON Schema, for editors that complete and check while one writes. The types here mirror what
//! `rubric/parse` accepts as far as a schema can say it; names, patterns and sums are checked by the parser alone. Must not read rubrics.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A rubric: what an answer to one question should hold.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Rubric")]
pub struct RubricFile {
    /// The version of the format: 1.
    #[schemars(range(min = 1, max = 1))]
    pub schema: u8,
    /// The rubric's name: what front matter, file names and `--rubric` say.
    #[schemars(regex(pattern = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"))]
    pub id: String,
    /// A short title.
    #[schemars(regex(pattern = r"\S"))]
    pub title: String,
    /// The question.
    pub question: QuestionTable,
    /// What any answer to this question talks about.
    pub topic: Option<TopicTable>,
    /// The question's own framework; STAR without stages by default.
    pub framework: Option<FrameworkTable>,
    /// What an answer should mention.
    #[schemars(length(min = 1))]
    pub key_point: Vec<KeyPointTable>,
    /// What an interviewer looks for.
    #[serde(default)]
    pub looks_for: Vec<LooksForTable>,
    /// Mistakes that cost points.
    #[serde(default)]
    pub mistake: Vec<MistakeTable>,
    /// How points are shared out.
    pub scoring: Option<ScoringTable>,
    /// Patterns that stand for one thing, as `@name` in this rubric.
    #[serde(default)]
    pub concept: BTreeMap<String, Vec<String>>,
    /// An excellent answer.
    pub model_answer: Option<ModelAnswerTable>,
    /// Marked answers, which `rubrica rubric test` scores.
    #[serde(default)]
    pub test: Vec<TestTable>,
}

/// The question.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionTable {
    /// What the candidate is asked.
    #[schemars(regex(pattern = r"\S"))]
    pub prompt: String,
    /// The kind of question; sets the default shares.
    pub category: CategoryName,
    /// Any word, such as "medium".
    #[schemars(regex(pattern = r"\S"))]
    pub difficulty: String,
    /// Speaking time in minutes, least and most.
    #[schemars(inner(range(min = 1, max = 600)))]
    pub minutes: Option<[u16; 2]>,
    /// The interview round.
    #[schemars(regex(pattern = r"\S"))]
    pub round: Option<String>,
}

/// The kinds of question.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum CategoryName {
    Behavioral,
    Technical,
    Situational,
    Knowledge,
}

/// What any answer to the question talks about.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TopicTable {
    /// Words that show it.
    #[schemars(length(min = 1))]
    pub evidence: Vec<Entry>,
    /// What an answer must speak of.
    #[serde(default)]
    pub need: Vec<NeedTable>,
}

/// What an answer must speak of, to be one to this question.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedTable {
    /// What the report ends "does not speak of" with.
    #[schemars(regex(pattern = r"\S"))]
    pub says: String,
    /// What shows it.
    pub met_by: References,
}

/// The question's own framework.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FrameworkTable {
    /// Its name.
    #[schemars(regex(pattern = r"\S"))]
    pub name: String,
    /// Its stages in order.
    #[serde(default)]
    pub stage: Vec<StageTable>,
}

/// A stage of the framework.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StageTable {
    /// Unique among the stages.
    #[schemars(regex(pattern = r"^[a-z0-9-]+$"))]
    pub id: String,
    /// Its name for people.
    #[schemars(regex(pattern = r"\S"))]
    pub name: String,
    /// Ways of showing it.
    #[schemars(length(min = 1))]
    pub evidence: Vec<Entry>,
}

/// What an answer should mention.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeyPointTable {
    /// Unique among the key points.
    #[schemars(regex(pattern = r"^[a-z0-9-]+$"))]
    pub id: String,
    /// What it is.
    #[schemars(regex(pattern = r"\S"))]
    pub says: String,
    /// Points are shared out by it: above 0, up to 1000.
    #[schemars(range(max = 1000), extend("exclusiveMinimum" = 0))]
    pub weight: f64,
    /// Ways of showing it.
    #[schemars(length(min = 1))]
    pub evidence: Vec<Entry>,
    /// Weaker signs, worth half.
    #[serde(default)]
    pub hints: Vec<Entry>,
    /// How many different entries of `evidence` make it fully met.
    #[schemars(range(min = 1))]
    pub at_least: Option<u32>,
    /// Whether so many entries make it met, or entries share the credit by their weights.
    pub credit: Option<CreditName>,
    /// What to add when it is missed.
    #[schemars(regex(pattern = r"\S"))]
    pub advice: Option<String>,
}

/// How entries of evidence earn credit.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum CreditName {
    AtLeast,
    Shared,
}

/// What an interviewer looks for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("anyOf" = [{ "required": ["supported_by"] }, { "required": ["evidence"] }]))]
pub struct LooksForTable {
    /// Unique among the looks-for.
    #[schemars(regex(pattern = r"^[a-z0-9-]+$"))]
    pub id: String,
    /// What it is.
    #[schemars(regex(pattern = r"\S"))]
    pub says: String,
    /// Points are shared out by it: above 0, up to 1000.
    #[schemars(range(max = 1000), extend("exclusiveMinimum" = 0))]
    pub weight: f64,
    /// What it follows from.
    pub supported_by: Option<References>,
    /// Ways of showing it directly.
    #[serde(default)]
    pub evidence: Vec<Entry>,
    /// What to add when it is missed.
    #[schemars(regex(pattern = r"\S"))]
    pub advice: Option<String>,
}

/// A mistake: an omission has `when_missing`, a commission has `evidence`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("oneOf" = [
    { "properties": { "kind": { "const": "omission" } }, "required": ["when_missing"] },
    { "properties": { "kind": { "const": "commission" }, "evidence": { "minItems": 1 } }, "required": ["evidence"], "not": { "required": ["when_missing"] } },
]))]
pub struct MistakeTable {
    /// Unique among the mistakes.
    #[schemars(regex(pattern = r"^[a-z0-9-]+$"))]
    pub id: String,
    /// What it is.
    #[schemars(regex(pattern = r"\S"))]
    pub says: String,
    /// Whether something is missing, or is said or done.
    pub kind: MistakeName,
    /// How grave it is.
    pub severity: SeverityName,
    /// For an omission: made when so many of these are not met.
    pub when_missing: Option<References>,
    /// For a commission: the phrases that tell it.
    #[serde(default)]
    pub evidence: Vec<Entry>,
    /// What would help.
    #[schemars(regex(pattern = r"\S"))]
    pub advice: Option<String>,
}

/// The kinds of mistakes.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum MistakeName {
    Omission,
    Commission,
}

/// How grave a mistake is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum SeverityName {
    Minor,
    Major,
    Critical,
}

/// A pattern, or a pattern with conditions.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Entry {
    /// A pattern, such as `asked ~6 wrong`.
    Pattern(#[schemars(regex(pattern = r"\S"))] String),
    /// A pattern with conditions.
    Conditional(ConditionalEntry),
}

/// A pattern with conditions.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConditionalEntry {
    /// The pattern.
    #[schemars(regex(pattern = r"\S"))]
    pub pattern: String,
    /// Where the hit must stand: a part of STAR, or a stage of the framework.
    pub r#in: Option<String>,
    /// No credit when this pattern hits in the same sentence.
    pub unless: Option<String>,
    /// `self`: only the candidate's own doing counts.
    pub by: Option<ByName>,
    /// What the entry carries of a key point that shares its credit.
    #[schemars(range(max = 1000), extend("exclusiveMinimum" = 0))]
    pub weight: Option<f64>,
    /// With shared credit: a pattern of about the same meaning, worth half.
    pub hint: Option<String>,
}

/// Whose doing counts.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum ByName {
    #[serde(rename = "self")]
    Own,
}

/// So many of these references.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct References {
    /// How many.
    #[schemars(range(min = 1))]
    pub at_least: u32,
    /// Which: `key:ID`, `looks:ID`, `mistake:ID`, `stage:ID`, `star:PART`, `signal:NAME`, `says:PATTERN`.
    #[schemars(length(min = 1), inner(regex(pattern = r"^(key|looks|mistake|stage|star|signal|says):")))]
    pub of: Vec<String>,
}

/// How points are shared out.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScoringTable {
    /// Shares that sum to 100.
    pub shares: Option<SharesTable>,
    /// Fewer words are not judged.
    #[schemars(range(min = 1, max = 500))]
    pub min_words: Option<u16>,
    /// Fewer words earn only a part.
    #[schemars(range(min = 1, max = 500))]
    pub full_words: Option<u16>,
    /// `account` asks for sentences; `facts` takes words, lists and denials.
    pub form: Option<FormName>,
    /// So many of 100 points earned become 50, the others lie on a hyperbola.
    #[schemars(range(min = 1, max = 49))]
    pub half_at: Option<u8>,
    /// So many key points are enough: the best.
    #[schemars(range(min = 1, max = 100))]
    pub enough: Option<u8>,
}

/// Forms of answers.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum FormName {
    Account,
    Facts,
}

/// Shares of the score, which sum to 100.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the names say it")]
pub struct SharesTable {
    #[schemars(range(min = 0, max = 100))]
    pub key_points: f64,
    #[schemars(range(min = 0, max = 100))]
    pub looks_for: f64,
    #[schemars(range(min = 0, max = 100))]
    pub structure: f64,
    #[schemars(range(min = 0, max = 100))]
    pub delivery: f64,
}

/// An excellent answer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ModelAnswerTable {
    /// Its text.
    #[schemars(regex(pattern = r"\S"))]
    pub text: String,
}

/// A marked answer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TestTable {
    /// Unique among the tests.
    #[schemars(regex(pattern = r"\S"))]
    pub name: String,
    /// The answer.
    #[schemars(regex(pattern = r"\S"))]
    pub answer: String,
    /// The band that a human grader gave.
    #[schemars(range(min = 0, max = 4))]
    pub mark: Option<u8>,
    /// What must come out.
    pub expect: ExpectTable,
}

/// What must come out of a marked answer; never empty.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("minProperties" = 1))]
pub struct ExpectTable {
    /// `4`, `>=3`, `<=1` or `1-2`.
    #[schemars(regex(pattern = r"^\s*(>=|<=)?\s*[0-4]\s*$|^\s*[0-4]\s*-\s*[0-4]\s*$"))]
    pub band: Option<String>,
    /// Key points and looks-for that are met.
    #[serde(default)]
    pub met: Vec<String>,
    /// Key points and looks-for that are missed.
    #[serde(default)]
    pub missed: Vec<String>,
    /// Key points and looks-for that are denied.
    #[serde(default)]
    pub denied: Vec<String>,
    /// Mistakes that are made.
    #[serde(default)]
    pub committed: Vec<String>,
    /// Mistakes that are not.
    #[serde(default)]
    pub not_committed: Vec<String>,
    /// Parts of STAR that are there.
    #[serde(default)]
    pub stages: Vec<String>,
}

/// The schema of a rubric's file, in JSON Schema 2020-12. TOML has no null, so no value may be one.
pub fn schema() -> serde_json::Value {
    let settings = SchemaSettings::draft2020_12().with(|s| s.meta_schema = Some("https://json-schema.org/draft/2020-12/schema".into()));
    let schema = settings.into_generator().into_root_schema_for::<RubricFile>();
    let mut schema = schema.to_value();
    without_null(&mut schema);
    schema
}

/// Takes the null out of what may be left out.
fn without_null(value: &mut serde_json::Value) {
    use serde_json::Value;
    match value {
        Value::Object(map) => {
            if let Some(Value::Array(types)) = map.get_mut("type") {
                types.retain(|t| t != "null");
                if let [one] = &types[..] {
                    let one = one.clone();
                    map.insert("type".to_owned(), one);
                }
            }
            for key in ["anyOf", "enum"] {
                if let Some(Value::Array(list)) = map.get_mut(key) {
                    list.retain(|v| !v.is_null() && v.get("type").is_none_or(|t| t != "null"));
                }
            }
            map.values_mut().for_each(without_null);
        }
        Value::Array(list) => list.iter_mut().for_each(without_null),
        _ => {}
    }
}
