//! What an account switches on and off.

use linchpin_domain::feature::{Feature, Features};
use linchpin_domain::{AccountId, ObjectType, RecordId, object_type};
use linchpin_store::features::{self as rows, FeatureRow};
use linchpin_store::{Tx, company_domains, properties_text, records, schema};

use crate::audit::{self, Action, Actor, Category, Deed};
use crate::effects;
use crate::objects::scope;
use crate::{Engine, Error, Principal, Result};

/// Companies read at a time.
const PART: usize = 1_000;

impl Engine {
    /// The features of an account, as the database has them.
    pub async fn features(&self, account: AccountId) -> Result<Features> {
        Ok(from_rows(&rows::all(&self.database, account).await?))
    }

    /// Switches a feature; a running server follows within a second.
    pub async fn switch_feature(&self, by: impl Into<Actor>, feature: Feature, enabled: bool) -> Result<()> {
        let by = by.into();
        let (account, now) = (by.account, self.now(by.account));
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                // Schemas in memory know the features; under a new version they are read again.
                let version = schema::raise_version(tx, account).await?;
                rows::put(tx, account, feature.as_str(), enabled).await?;
                if enabled && feature == Feature::CompanyAssociation {
                    note_domains(tx, account).await?;
                }
                let deed = Deed {
                    category: Category::AccountSettings,
                    sub_category: "FEATURE",
                    action: Action::Update,
                    target: feature.as_str(),
                };
                audit::append(tx, by, now, deed).await?;
                Ok(version)
            })
        });
        let version = work.await?;
        self.schemas.seen_version(account, version);
        Ok(())
    }

    /// Refuses object types of the object library that the account switched off.
    pub(crate) async fn check_enabled(
        &self,
        principal: &Principal,
        object_types: &[&'static ObjectType],
    ) -> Result<()> {
        for object_type in object_types {
            if Feature::of_object_type(object_type.id).is_none() {
                continue;
            }
            let schema = self.schema(principal.account, object_type).await?;
            if !schema.features.has_object_type(object_type.id) {
                return Err(Error::ObjectTypeDisabled(object_type));
            }
        }
        Ok(())
    }
}

/// Notes the domains of all companies, for no write did while the feature was off; others wait meanwhile.
async fn note_domains(tx: &mut Tx, account: AccountId) -> Result<()> {
    let companies = object_type::find("companies").expect("companies are a type of every account");
    let (scope, mut from) = (scope(account, companies, false), RecordId(0));
    loop {
        let part = records::page_in(tx, scope, from, PART).await?;
        let Some(last) = part.last() else { return Ok(()) };
        from = RecordId(last.id.0 + 1);
        let mut noted = Vec::new();
        for record in &part {
            let values = properties_text::parse(&record.properties, companies.usual)?;
            noted.extend(effects::company_domains(&values).into_iter().map(|domain| (domain, record.id)));
        }
        company_domains::put_many(tx, account, &noted).await?;
    }
}

/// The features that rows stand for; what a newer program switched is nothing to this one.
pub(crate) fn from_rows(rows: &[FeatureRow]) -> Features {
    rows.iter().filter_map(|(name, enabled)| Some((Feature::parse(name)?, *enabled))).collect()
}
