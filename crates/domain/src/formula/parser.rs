//! The grammar, by precedence climbing.

use super::expression::{Conditional, Expression, Form, NOT, Operator, Reference};
use super::function::Function;
use super::lexer::{Lexer, Token};
use super::violation::FormulaViolation;
use crate::value::Decimal;

/// How deep expressions may stand within each other, so that no formula exhausts the stack.
const DEPTH_LIMIT: usize = 200;

/// The words of the language, which name no property.
const KEYWORDS: [&str; 13] =
    ["if", "then", "elseif", "else", "endif", "and", "or", "xor", "not", "equals", "true", "false", "NOW"];

/// Reads the text of a formula.
pub(super) fn parse(text: &str) -> Result<Expression, FormulaViolation> {
    let mut lexer = Lexer::new(text);
    let (token, at) = lexer.next()?;
    let mut parser = Parser { lexer, token, at, depth: 0 };
    let parsed = parser.expression(0)?;
    if parser.token != Token::End {
        return Err(parser.expected("an operator or EOF"));
    }
    Ok(parsed.expression)
}

struct Parser<'a> {
    lexer: Lexer<'a>,
    /// The word that comes next, and where it begins.
    token: Token<'a>,
    at: usize,
    /// How many expressions are being read.
    depth: usize,
}

/// An expression and how many levels it has.
struct Parsed {
    expression: Expression,
    height: usize,
    /// Whether it is a number alone, which multiplies what follows it directly, as in `10amount`.
    multiplies: bool,
}

type Outcome<T> = Result<T, FormulaViolation>;

impl Parsed {
    fn leaf(expression: Expression) -> Self {
        Self { expression, height: 1, multiplies: false }
    }

    /// An expression above others, of which the tallest has this height.
    fn above(height: usize, expression: Expression) -> Outcome<Self> {
        if height >= DEPTH_LIMIT {
            return Err(FormulaViolation::TooDeep { max: DEPTH_LIMIT });
        }
        Ok(Self { expression, height: height + 1, multiplies: false })
    }
}

impl<'a> Parser<'a> {
    fn advance(&mut self) -> Outcome<Token<'a>> {
        let (token, at) = self.lexer.next()?;
        self.at = at;
        Ok(std::mem::replace(&mut self.token, token))
    }

    fn expected(&self, expected: &'static str) -> FormulaViolation {
        self.lexer.violation(self.at, self.token.describe(), expected)
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.token, Token::Name(name) if name.eq_ignore_ascii_case(word))
    }

    fn take_word(&mut self, word: &str) -> Outcome<bool> {
        let found = self.is_word(word);
        if found {
            self.advance()?;
        }
        Ok(found)
    }

    fn take_sign(&mut self, sign: &'static str) -> Outcome<bool> {
        let found = self.token == Token::Sign(sign);
        if found {
            self.advance()?;
        }
        Ok(found)
    }

    fn need_word(&mut self, word: &'static str) -> Outcome<()> {
        if self.take_word(word)? { Ok(()) } else { Err(self.expected(word)) }
    }

    fn need_sign(&mut self, sign: &'static str) -> Outcome<()> {
        if self.take_sign(sign)? { Ok(()) } else { Err(self.expected(sign)) }
    }

    /// An expression whose operators bind at least this tightly.
    fn expression(&mut self, tightest: u8) -> Outcome<Parsed> {
        self.depth += 1;
        if self.depth > DEPTH_LIMIT {
            return Err(FormulaViolation::TooDeep { max: DEPTH_LIMIT });
        }
        let mut left = self.operand()?;
        while let Some((operator, written)) = self.operator(&left) {
            if operator.precedence() < tightest {
                break;
            }
            if written {
                self.advance()?;
            }
            let right = self.expression(operator.precedence() + 1)?;
            let height = left.height.max(right.height);
            let multiplies = right.multiplies;
            let operands = (Box::new(left.expression), Box::new(right.expression));
            left = Parsed::above(height, Expression::Binary(operator, operands.0, operands.1))?;
            left.multiplies = multiplies;
        }
        self.depth -= 1;
        Ok(left)
    }

    /// The operator that comes next, and whether it is written out.
    fn operator(&self, left: &Parsed) -> Option<(Operator, bool)> {
        let operator = match &self.token {
            Token::Sign("=") => Operator::Equal,
            Token::Sign("!=") => Operator::Unequal,
            Token::Sign("<") => Operator::Less,
            Token::Sign("<=") => Operator::LessOrEqual,
            Token::Sign(">") => Operator::Greater,
            Token::Sign(">=") => Operator::GreaterOrEqual,
            Token::Sign("+") => Operator::Plus,
            Token::Sign("-") => Operator::Minus,
            Token::Sign("*") => Operator::Times,
            Token::Sign("/") => Operator::Over,
            Token::Name(_) if self.is_word("or") => Operator::Or,
            Token::Name(_) if self.is_word("xor") => Operator::Xor,
            Token::Name(_) if self.is_word("and") => Operator::And,
            Token::Name(_) if self.is_word("equals") => Operator::Equal,
            Token::Name(name) if left.multiplies && !is_keyword(name) => {
                return Some((Operator::Times, false));
            }
            Token::Sign("(") if left.multiplies => return Some((Operator::Times, false)),
            _ => return None,
        };
        Some((operator, true))
    }

    /// What stands between operators.
    fn operand(&mut self) -> Outcome<Parsed> {
        match self.token {
            Token::Number(_) => self.number(),
            Token::Text(_) => match self.advance()? {
                Token::Text(text) => Ok(Parsed::leaf(Expression::Text(text))),
                other => Err(self.lexer.unexpected(self.at, &other)),
            },
            Token::Sign("(") => {
                self.advance()?;
                let inner = self.expression(0)?;
                self.need_sign(")")?;
                Ok(Parsed { multiplies: false, ..inner })
            }
            Token::Sign("-") => {
                self.advance()?;
                let inner = self.expression(Operator::Times.precedence() + 1)?;
                let multiplies = inner.multiplies;
                let negative = Expression::Negative(Box::new(inner.expression));
                Ok(Parsed { multiplies, ..Parsed::above(inner.height, negative)? })
            }
            Token::Name(name) => self.named(name),
            Token::Sign(_) | Token::End => Err(self.lexer.unexpected(self.at, &self.token)),
        }
    }

    fn number(&mut self) -> Outcome<Parsed> {
        let Token::Number(text) = self.token else { return Err(self.expected("a number")) };
        let (digits, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        // No number of a CRM has an exponent that an i8 does not hold.
        let power = power.parse::<i8>().ok();
        let number = Decimal::parse(digits)
            .zip(power)
            .and_then(|(number, power)| number.shifted(power.into()))
            .ok_or_else(|| self.expected("a number of at most 36 digits"))?;
        self.advance()?;
        Ok(Parsed { multiplies: true, ..Parsed::leaf(Expression::Number(number)) })
    }

    /// What begins with a word.
    fn named(&mut self, name: &'a str) -> Outcome<Parsed> {
        if self.is_word("if") {
            return self.conditional();
        }
        if self.is_word("not") {
            self.advance()?;
            let inner = self.expression(NOT)?;
            return Parsed::above(inner.height, Expression::Not(Box::new(inner.expression)));
        }
        for (word, value) in [("true", true), ("false", false)] {
            if self.take_word(word)? {
                return Ok(Parsed::leaf(Expression::Bool(value)));
            }
        }
        if is_keyword(name) {
            return Err(self.lexer.unexpected(self.at, &self.token));
        }
        let at = self.at;
        self.advance()?;
        if self.token != Token::Sign("(") {
            return Ok(property(name, Form::Bare));
        }
        if let Some(form) = form(name) {
            return self.wrapped(form);
        }
        match Function::find(name) {
            Some(function) => self.call(function),
            None => Err(self.lexer.unexpected(at, &Token::Name(name))),
        }
    }

    /// `string(…)` and the like, which take the name of a property.
    fn wrapped(&mut self, form: Form) -> Outcome<Parsed> {
        self.need_sign("(")?;
        let Token::Name(name) = self.token else { return Err(self.expected("IDENTIFIER")) };
        self.advance()?;
        self.need_sign(")")?;
        Ok(property(name, form))
    }

    fn call(&mut self, function: Function) -> Outcome<Parsed> {
        self.need_sign("(")?;
        let (mut inputs, mut height) = (Vec::new(), 0);
        loop {
            let input = self.expression(0)?;
            height = height.max(input.height);
            inputs.push(input.expression);
            if !self.take_sign(",")? {
                break;
            }
        }
        self.need_sign(")")?;
        let row = function.signature();
        if !(row.min..=row.max).contains(&inputs.len()) {
            let (min, max, found) = (row.min, row.max, inputs.len());
            return Err(FormulaViolation::WrongCount { function: row.name, min, max, found });
        }
        Parsed::above(height, Expression::Call(function, inputs))
    }

    /// `if c then x [elseif c then x]* [else y] [endif]`.
    ///
    /// Documented is `endif` in the place of `else`; behind one it can only end the same `if`.
    fn conditional(&mut self) -> Outcome<Parsed> {
        let (mut cases, mut otherwise, mut height) = (Vec::new(), None, 0);
        self.need_word("if")?;
        loop {
            let condition = self.expression(0)?;
            self.need_word("then")?;
            let result = self.expression(0)?;
            height = height.max(condition.height).max(result.height);
            cases.push((condition.expression, result.expression));
            if !self.take_word("elseif")? {
                break;
            }
        }
        if self.take_word("else")? {
            let parsed = self.expression(0)?;
            height = height.max(parsed.height);
            otherwise = Some(parsed.expression);
        }
        self.take_word("endif")?;
        Parsed::above(height, Expression::If(Box::new(Conditional { cases, otherwise })))
    }
}

fn is_keyword(name: &str) -> bool {
    KEYWORDS.iter().any(|keyword| keyword.eq_ignore_ascii_case(name))
}

fn property(name: &str, form: Form) -> Parsed {
    Parsed::leaf(Expression::Property(Reference { name: name.to_owned(), form, content: None }))
}

fn form(name: &str) -> Option<Form> {
    let forms = [("string", Form::Text), ("bool", Form::Bool), ("timestamp", Form::Instant)];
    forms.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, form)| form)
}
