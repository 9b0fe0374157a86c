//! What is sold, for how much, and how it is paid.

use super::{BASE, ObjectType, StageProperties, Template};
use crate::automatic::line_item;
use crate::pipeline::{PipelineRules, StageMeaning};
use crate::{ObjectTypeId, pipeline};

pub(super) const PRODUCTS: ObjectType = ObjectType {
    id: ObjectTypeId::standard(7),
    plural: "products",
    singular: "product",
    fully_qualified_name: "PRODUCT",
    legacy_name: "PRODUCT",
    labels: ("Product", "Products"),
    primary_display: Some("name"),
    required_properties: &["name"],
    default_properties: &[
        "createdate",
        "description",
        "hs_lastmodifieddate",
        "hs_object_id",
        "name",
        "price",
    ],
    created_property: "createdate",
    searchable_properties: &["name", "description", "price", "hs_sku"],
    read_scopes: &["crm.objects.products.read", "e-commerce"],
    write_scopes: &["crm.objects.products.write", "e-commerce"],
    schema_read_scopes: &["crm.objects.products.read", "e-commerce", "crm.objects.products.write"],
    schema_write_scopes: &["e-commerce"],
    catalogue: include_str!("../../catalogue/products.tsv"),
    ..BASE
};

pub(super) const LINE_ITEMS: ObjectType = ObjectType {
    id: ObjectTypeId::standard(8),
    plural: "line_items",
    singular: "line_item",
    fully_qualified_name: "LINE_ITEM",
    legacy_name: "LINE_ITEM",
    labels: ("Line item", "Line items"),
    primary_display: Some("name"),
    default_properties: &["amount", "createdate", "hs_lastmodifieddate", "hs_object_id", "price", "quantity"],
    created_property: "createdate",
    read_scopes: &["crm.objects.line_items.read", "e-commerce"],
    write_scopes: &["crm.objects.line_items.write", "e-commerce"],
    schema_read_scopes: &[
        "crm.schemas.line_items.read",
        "crm.objects.line_items.read",
        "e-commerce",
        "crm.objects.line_items.write",
    ],
    schema_write_scopes: &["e-commerce"],
    template: Some(Template {
        property: "hs_product_id",
        object_type: PRODUCTS.id,
        values: &[
            "description",
            "discount",
            "hs_cost_of_goods_sold",
            "hs_discount_percentage",
            "hs_images",
            "hs_pricing_model",
            "hs_product_type",
            "hs_recurring_billing_period",
            "hs_recurring_billing_start_date",
            "hs_sku",
            "hs_tier_prices",
            "hs_tier_ranges",
            "hs_url",
            "name",
            "price",
            "recurringbillingfrequency",
        ],
    }),
    automatic: line_item::apply,
    catalogue: include_str!("../../catalogue/line_items.tsv"),
    ..BASE
};

pub(super) const QUOTES: ObjectType = ObjectType {
    id: ObjectTypeId::standard(14),
    plural: "quotes",
    singular: "quote",
    fully_qualified_name: "QUOTE",
    legacy_name: "QUOTE",
    labels: ("Quote", "Quotes"),
    primary_display: Some("hs_title"),
    required_properties: &["hs_title", "hs_expiration_date"],
    default_properties: &[
        "hs_createdate",
        "hs_expiration_date",
        "hs_lastmodifieddate",
        "hs_object_id",
        "hs_public_url_key",
        "hs_status",
        "hs_title",
    ],
    searchable_properties: &[
        "hs_sender_firstname",
        "hs_sender_lastname",
        "hs_proposal_slug",
        "hs_title",
        "hs_sender_company_name",
        "hs_sender_email",
        "hs_quote_number",
        "hs_public_url_key",
    ],
    read_scopes: &["crm.objects.quotes.read", "e-commerce"],
    write_scopes: &["crm.objects.quotes.write", "e-commerce"],
    schema_read_scopes: &[
        "crm.schemas.quotes.read",
        "crm.objects.quotes.read",
        "e-commerce",
        "crm.objects.quotes.write",
    ],
    schema_write_scopes: &["crm.schemas.quotes.write"],
    parts: &[LINE_ITEMS.id],
    catalogue: include_str!("../../catalogue/quotes.tsv"),
    ..BASE
};

pub(super) const INVOICES: ObjectType = ObjectType {
    id: ObjectTypeId::standard(53),
    plural: "invoices",
    singular: "invoice",
    fully_qualified_name: "INVOICE",
    legacy_name: "INVOICE",
    labels: ("Invoice", "Invoices"),
    primary_display: Some("hs_title"),
    required_properties: &["hs_currency"],
    read_scopes: &["crm.objects.invoices.read"],
    write_scopes: &["crm.objects.invoices.write"],
    schema_read_scopes: &[
        "crm.schemas.invoices.read",
        "crm.objects.invoices.read",
        "crm.objects.invoices.write",
    ],
    schema_write_scopes: &["crm.schemas.invoices.write"],
    catalogue: include_str!("../../catalogue/invoices.tsv"),
    ..BASE
};

pub(super) const SUBSCRIPTIONS: ObjectType = ObjectType {
    id: ObjectTypeId::standard(69),
    plural: "subscriptions",
    singular: "subscription",
    fully_qualified_name: "SUBSCRIPTION",
    legacy_name: "SUBSCRIPTION",
    labels: ("Subscription", "Subscriptions"),
    primary_display: Some("hs_name"),
    required_properties: &["hs_name"],
    read_scopes: &["crm.objects.subscriptions.read"],
    write_scopes: &["crm.objects.subscriptions.write"],
    schema_read_scopes: &[
        "crm.schemas.subscriptions.read",
        "crm.objects.subscriptions.read",
        "crm.objects.subscriptions.write",
    ],
    schema_write_scopes: &["crm.schemas.subscriptions.write"],
    catalogue: include_str!("../../catalogue/subscriptions.tsv"),
    ..BASE
};

pub(super) const DISCOUNTS: ObjectType = ObjectType {
    id: ObjectTypeId::standard(84),
    plural: "discounts",
    singular: "discount",
    fully_qualified_name: "DISCOUNT",
    legacy_name: "DISCOUNT",
    labels: ("Discount", "Discounts"),
    primary_display: Some("hs_label"),
    read_scopes: &["crm.objects.line_items.read", "e-commerce"],
    write_scopes: &["crm.objects.line_items.write", "e-commerce"],
    schema_read_scopes: &["crm.objects.line_items.read", "e-commerce", "crm.objects.line_items.write"],
    schema_write_scopes: &["e-commerce"],
    catalogue: include_str!("../../catalogue/discounts.tsv"),
    ..BASE
};

pub(super) const FEES: ObjectType = ObjectType {
    id: ObjectTypeId::standard(85),
    plural: "fees",
    singular: "fee",
    fully_qualified_name: "FEE",
    legacy_name: "FEE",
    labels: ("Fee", "Fees"),
    primary_display: Some("hs_label"),
    read_scopes: &["crm.objects.line_items.read", "e-commerce"],
    write_scopes: &["crm.objects.line_items.write", "e-commerce"],
    schema_read_scopes: &["crm.objects.line_items.read", "e-commerce", "crm.objects.line_items.write"],
    schema_write_scopes: &["e-commerce"],
    catalogue: include_str!("../../catalogue/fees.tsv"),
    ..BASE
};

pub(super) const TAXES: ObjectType = ObjectType {
    id: ObjectTypeId::standard(86),
    plural: "taxes",
    singular: "tax",
    fully_qualified_name: "TAX",
    legacy_name: "TAX",
    labels: ("Tax", "Taxes"),
    primary_display: Some("hs_label"),
    read_scopes: &["crm.objects.line_items.read"],
    write_scopes: &["crm.objects.line_items.write"],
    schema_read_scopes: &["crm.objects.line_items.read", "crm.objects.line_items.write"],
    schema_write_scopes: &["e-commerce"],
    catalogue: include_str!("../../catalogue/taxes.tsv"),
    ..BASE
};

pub(super) const COMMERCE_PAYMENTS: ObjectType = ObjectType {
    id: ObjectTypeId::standard(101),
    plural: "commerce_payments",
    singular: "commerce_payment",
    fully_qualified_name: "COMMERCE_PAYMENT",
    legacy_name: "COMMERCE_PAYMENT",
    labels: ("Payment", "Payments"),
    primary_display: Some("hs_reference_number"),
    required_properties: &["hs_initial_amount", "hs_initiated_date"],
    read_scopes: &["crm.objects.commercepayments.read"],
    write_scopes: &["crm.objects.commercepayments.write"],
    schema_read_scopes: &[
        "crm.schemas.commercepayments.read",
        "crm.objects.commercepayments.read",
        "crm.objects.commercepayments.write",
    ],
    schema_write_scopes: &["crm.schemas.commercepayments.write"],
    catalogue: include_str!("../../catalogue/commerce_payments.tsv"),
    ..BASE
};

pub(super) const ORDERS: ObjectType = ObjectType {
    id: ObjectTypeId::standard(123),
    plural: "orders",
    singular: "order",
    fully_qualified_name: "ORDER",
    legacy_name: "ORDER",
    labels: ("Order", "Orders"),
    primary_display: Some("hs_order_name"),
    required_properties: &["hs_order_name"],
    read_scopes: &["crm.objects.orders.read"],
    write_scopes: &["crm.objects.orders.write"],
    schema_read_scopes: &[
        "crm.schemas.orders.read",
        "crm.objects.orders.read",
        "crm.objects.orders.write",
        "crm.pipelines.orders.read",
    ],
    schema_write_scopes: &["crm.schemas.orders.write", "crm.pipelines.orders.write"],
    stages: Some(StageProperties { pipeline: "hs_pipeline", stage: "hs_pipeline_stage" }),
    pipeline_rules: Some(PipelineRules { max_stages: 30, meaning: StageMeaning::Free }),
    pipelines: &pipeline::defaults::ORDERS,
    catalogue: include_str!("../../catalogue/orders.tsv"),
    ..BASE
};

pub(super) const CARTS: ObjectType = ObjectType {
    id: ObjectTypeId::standard(142),
    plural: "carts",
    singular: "cart",
    fully_qualified_name: "CART",
    legacy_name: "CART",
    labels: ("Cart", "Carts"),
    primary_display: Some("hs_cart_name"),
    read_scopes: &["crm.objects.carts.read"],
    write_scopes: &["crm.objects.carts.write"],
    schema_read_scopes: &["crm.schemas.carts.read", "crm.objects.carts.read", "crm.objects.carts.write"],
    schema_write_scopes: &["crm.schemas.carts.write"],
    catalogue: include_str!("../../catalogue/carts.tsv"),
    ..BASE
};
