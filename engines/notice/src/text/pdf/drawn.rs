//! The lines that a page draws: a table's rules are nowhere called so, they are strokes, or rectangles as thin as a line.
//! (ISO 32000-1, 8.5: path construction and painting.)

use pdf_extract::content::{Content, Operation};
use pdf_extract::{Dictionary, Document, Object, ObjectId};

use super::turned::Turned;

/// A line along one axis: where it lies on the other, and from where to where it goes. In points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    pub at: f64,
    pub from: f64,
    pub to: f64,
}

/// All lines of a page that run across or down; others part no cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    pub across: Vec<Rule>,
    pub down: Vec<Rule>,
}

/// What a page draws beside its characters.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawn {
    pub rules: Rules,
    /// For each string that is shown, in order: is it white, or wholly transparent?
    pub strings: Vec<bool>,
    /// Areas that are not white, and pictures: left, lowest, right, highest.
    pub shades: Vec<[f64; 4]>,
}

impl Drawn {
    /// Is there anything but the white of the page under a place?
    pub fn is_shaded(&self, (x, y): (f64, f64)) -> bool {
        let holds = |[left, low, right, high]: &[f64; 4]| {
            (*left..=*right).contains(&x) && (*low..=*high).contains(&y)
        };
        self.shades.iter().any(holds)
    }
}

/// A rectangle that is no wider than this is a line.
const THIN: f64 = 4.0;
/// A line shorter than this is a part of a sign.
const SHORTEST: f64 = 4.0;
/// A page with more lines is a drawing.
const MOST: usize = 6000;
/// Forms within forms.
const DEEPEST: usize = 6;

type Matrix = [f64; 6];
const SAME: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// What a page draws; where that is too much, no lines.
pub fn on(file: &Document, page: ObjectId, turned: Turned) -> Drawn {
    let resources =
        super::inherited(file, page, b"Resources").and_then(|found| dictionary(file, found));
    let Ok(content) = file.get_page_content(page) else {
        return Drawn::default();
    };
    let mut pen = Pen {
        file,
        turned,
        drawn: Drawn::default(),
        is_drawing: false,
    };
    pen.draw(&content, resources, Paint::default(), 0);
    if pen.is_drawing {
        pen.drawn = Drawn::default();
    }
    pen.drawn
}

fn dictionary<'f>(file: &'f Document, object: &'f Object) -> Option<&'f Dictionary> {
    file.dereference(object).ok()?.1.as_dict().ok()
}

/// Draws a page's content, of which only lines are kept.
struct Pen<'f> {
    file: &'f Document,
    turned: Turned,
    drawn: Drawn,
    /// Whether there were more lines than any table has.
    is_drawing: bool,
}

/// What areas and characters are painted with.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Paint {
    white: bool,
    clear: bool,
    /// Does a colour say how light it is? A tint of an ink says how dark.
    is_light: bool,
}

impl Default for Paint {
    fn default() -> Self {
        Paint {
            white: false,
            clear: false,
            is_light: true,
        }
    }
}

impl Paint {
    fn is_unseen(self) -> bool {
        self.white || self.clear
    }
}

const EVERYWHERE: [f64; 4] = [
    f64::NEG_INFINITY,
    f64::NEG_INFINITY,
    f64::INFINITY,
    f64::INFINITY,
];

/// Nearly as light as it can be.
const WHITE: f64 = 0.98;

/// The points of one stroke of the pen.
type Trail = Vec<(f64, f64)>;

impl Pen<'_> {
    fn draw(
        &mut self,
        content: &[u8],
        resources: Option<&Dictionary>,
        mut paint: Paint,
        depth: usize,
    ) {
        let Ok(content) = Content::decode(content) else {
            return;
        };
        let (mut matrix, mut kept): (Matrix, Vec<(Matrix, Paint)>) = (SAME, Vec::new());
        let mut trails: Vec<Trail> = Vec::new();
        for operation in &content.operations {
            let numbers: Vec<f64> = operation.operands.iter().filter_map(number).collect();
            match (operation.operator.as_str(), numbers.as_slice()) {
                ("q", _) => kept.push((matrix, paint)),
                ("Q", _) => (matrix, paint) = kept.pop().unwrap_or((matrix, paint)),
                ("cm", [a, b, c, d, e, f]) => matrix = within([*a, *b, *c, *d, *e, *f], matrix),
                ("m", [x, y]) => trails.push(vec![place(matrix, *x, *y)]),
                ("l", [x, y]) => go(&mut trails, place(matrix, *x, *y)),
                // A curve is no line of a table; what comes after it goes on from its end.
                ("c", [.., x, y]) | ("v" | "y", [.., x, y]) => {
                    trails.push(vec![place(matrix, *x, *y)])
                }
                ("h", _) => close(&mut trails),
                ("re", [x, y, width, height]) => {
                    trails.push(corners(matrix, (*x, *y), (*width, *height)))
                }
                ("s" | "b" | "b*" | "S" | "B" | "B*", _) => {
                    let trails = &mut std::mem::take(&mut trails);
                    if matches!(operation.operator.as_str(), "s" | "b" | "b*") {
                        close(trails);
                    }
                    if !matches!(operation.operator.as_str(), "s" | "S") {
                        self.areas(trails, paint);
                    }
                    self.stroke(trails);
                }
                ("f" | "F" | "f*", _) => self.fill(&std::mem::take(&mut trails), paint),
                ("n", _) => trails.clear(),
                ("g" | "rg" | "k" | "sc" | "scn", _) => colour(&mut paint, operation, &numbers),
                ("cs", _) => {
                    let name = operation.operands.first();
                    paint.white = false;
                    paint.is_light = self.is_light(name, resources);
                }
                ("gs", _) => {
                    let alpha = self.alpha(operation.operands.first(), resources);
                    paint.clear = alpha.map_or(paint.clear, |alpha| alpha <= 1.0 - WHITE);
                }
                ("sh", _) => self.drawn.shades.push(EVERYWHERE),
                ("BI", _) => self.picture(matrix),
                ("Tj", _) => self.drawn.strings.push(paint.is_unseen()),
                ("TJ", _) => {
                    let parts = operation
                        .operands
                        .first()
                        .and_then(|parts| parts.as_array().ok());
                    let strings = parts
                        .into_iter()
                        .flatten()
                        .filter(|part| part.as_str().is_ok());
                    let strings = strings.map(|_| paint.is_unseen());
                    self.drawn.strings.extend(strings);
                }
                ("Do", _) => {
                    let name = operation.operands.first();
                    self.form(name, resources, (matrix, paint), depth);
                }
                _ => {}
            }
            let rules = &self.drawn.rules;
            self.is_drawing |= rules.across.len() + rules.down.len() > MOST;
            if self.is_drawing {
                return;
            }
        }
    }

    /// The reader of the characters draws a form where the page begins, whatever its place; so lines and characters agree.
    fn form(
        &mut self,
        name: Option<&Object>,
        resources: Option<&Dictionary>,
        (matrix, paint): (Matrix, Paint),
        depth: usize,
    ) {
        let file = self.file;
        let form = resource(file, b"XObject", name, resources);
        let form = form.and_then(|form| file.dereference(form).ok()?.1.as_stream().ok());
        let Some(form) = form else { return };
        let is_form = form.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Form");
        if !is_form || depth >= DEEPEST {
            self.picture(matrix);
            return;
        }
        let own = form.dict.get(b"Resources").ok();
        let own = own.and_then(|own| dictionary(self.file, own)).or(resources);
        let content = form.decompressed_content();
        let content = content.unwrap_or_else(|_| form.content.clone());
        self.draw(&content, own, paint, depth + 1);
    }

    /// Does a colour of a space say how light it is? (ISO 32000-1, 8.6)
    fn is_light(&self, name: Option<&Object>, resources: Option<&Dictionary>) -> bool {
        let Some(own) = name.and_then(|name| name.as_name().ok()) else {
            return false;
        };
        if matches!(
            own,
            b"DeviceGray" | b"DeviceRGB" | b"DeviceCMYK" | b"CalGray" | b"CalRGB"
        ) {
            return true;
        }
        let space = resource(self.file, b"ColorSpace", name, resources);
        let space = space.and_then(|space| self.file.dereference(space).ok());
        let kind = space.and_then(|(_, space)| match space {
            Object::Array(parts) => parts.first()?.as_name().ok(),
            other => other.as_name().ok(),
        });
        kind.is_some_and(|kind| {
            kind == b"ICCBased"
                || kind.starts_with(b"Device") && kind != b"DeviceN"
                || kind.starts_with(b"Cal")
        })
    }

    /// How opaque a state of the page makes what is filled.
    fn alpha(&self, name: Option<&Object>, resources: Option<&Dictionary>) -> Option<f64> {
        let state = dictionary(
            self.file,
            resource(self.file, b"ExtGState", name, resources)?,
        )?;
        number(state.get(b"ca").ok()?)
    }

    /// A picture fills the unit of what it is drawn in.
    fn picture(&mut self, matrix: Matrix) {
        self.shade(bounds(&corners(matrix, (0.0, 0.0), (1.0, 1.0))));
    }

    fn shade(&mut self, [left, low, right, high]: [f64; 4]) {
        match self.drawn.shades.len() {
            // Too many to be told apart: the whole page is shaded.
            MOST => self.drawn.shades = vec![EVERYWHERE; MOST + 1],
            full if full > MOST => return,
            _ => {}
        }
        let (a, b) = (
            self.turned.place((left, low)),
            self.turned.place((right, high)),
        );
        let area = [a.0.min(b.0), a.1.min(b.1), a.0.max(b.0), a.1.max(b.1)];
        self.drawn.shades.push(area);
    }

    fn stroke(&mut self, trails: &[Trail]) {
        for trail in trails {
            for pair in trail.windows(2) {
                self.keep(pair[0], pair[1]);
            }
        }
    }

    /// An area as thin as a line is one.
    fn fill(&mut self, trails: &[Trail], paint: Paint) {
        for trail in trails {
            let [left, low, right, high] = bounds(trail);
            let (width, height) = (right - left, high - low);
            if height <= THIN && width > height {
                let middle = f64::midpoint(low, high);
                self.keep((left, middle), (right, middle));
            } else if width <= THIN {
                let middle = f64::midpoint(left, right);
                self.keep((middle, low), (middle, high));
            }
        }
        self.areas(trails, paint);
    }

    fn areas(&mut self, trails: &[Trail], paint: Paint) {
        for [left, low, right, high] in trails.iter().map(|trail| bounds(trail)) {
            let is_area = high - low > THIN && right - left > THIN;
            if is_area && !paint.is_unseen() {
                self.shade([left, low, right, high]);
            }
        }
    }

    fn keep(&mut self, from: (f64, f64), to: (f64, f64)) {
        let (from, to) = (self.turned.place(from), self.turned.place(to));
        let (width, height) = ((to.0 - from.0).abs(), (to.1 - from.1).abs());
        if height <= 1.0 && width >= SHORTEST {
            self.drawn.rules.across.push(Rule {
                at: f64::midpoint(from.1, to.1),
                from: from.0.min(to.0),
                to: from.0.max(to.0),
            });
        } else if width <= 1.0 && height >= SHORTEST {
            self.drawn.rules.down.push(Rule {
                at: f64::midpoint(from.0, to.0),
                from: from.1.min(to.1),
                to: from.1.max(to.1),
            });
        }
    }
}

/// A resource that the content names.
fn resource<'r>(
    file: &'r Document,
    kind: &[u8],
    name: Option<&Object>,
    resources: Option<&'r Dictionary>,
) -> Option<&'r Object> {
    let all = dictionary(file, resources?.get(kind).ok()?)?;
    all.get(name?.as_name().ok()?).ok()
}

/// The colour that an operator sets: white is as light as it can be, or without any ink.
fn colour(paint: &mut Paint, operation: &Operation, numbers: &[f64]) {
    let of_itself = matches!(operation.operator.as_str(), "g" | "rg" | "k");
    let light = of_itself || (paint.is_light && numbers.len() == operation.operands.len());
    paint.is_light |= of_itself;
    paint.white = light
        && match numbers {
            [_] | [_, _, _] => numbers.iter().all(|light| *light >= WHITE),
            [_, _, _, _] => numbers.iter().all(|ink| *ink <= 1.0 - WHITE),
            _ => false,
        };
}

/// Left, lowest, right and highest of the points of a trail.
fn bounds(trail: &[(f64, f64)]) -> [f64; 4] {
    let mut bounds = [
        f64::INFINITY,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NEG_INFINITY,
    ];
    for (x, y) in trail {
        bounds = [
            bounds[0].min(*x),
            bounds[1].min(*y),
            bounds[2].max(*x),
            bounds[3].max(*y),
        ];
    }
    bounds
}

fn number(object: &Object) -> Option<f64> {
    match object {
        Object::Integer(whole) => Some(*whole as f64),
        Object::Real(real) => Some(f64::from(*real)),
        _ => None,
    }
}

/// The matrix of what is drawn with `inner` inside `outer`.
fn within(inner: Matrix, outer: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = inner;
    let ((x1, y1), (x2, y2)) = (turn(outer, a, b), turn(outer, c, d));
    let (x, y) = place(outer, e, f);
    [x1, y1, x2, y2, x, y]
}

fn turn([a, b, c, d, ..]: Matrix, x: f64, y: f64) -> (f64, f64) {
    (a * x + c * y, b * x + d * y)
}

fn place(matrix: Matrix, x: f64, y: f64) -> (f64, f64) {
    let (turned_x, turned_y) = turn(matrix, x, y);
    (turned_x + matrix[4], turned_y + matrix[5])
}

fn go(trails: &mut Vec<Trail>, to: (f64, f64)) {
    match trails.last_mut() {
        Some(trail) => trail.push(to),
        None => trails.push(vec![to]),
    }
}

fn close(trails: &mut [Trail]) {
    if let Some(trail) = trails.last_mut()
        && let Some(first) = trail.first().copied()
    {
        trail.push(first);
    }
}

fn corners(matrix: Matrix, (x, y): (f64, f64), (width, height): (f64, f64)) -> Trail {
    let around = [
        (0.0, 0.0),
        (width, 0.0),
        (width, height),
        (0.0, height),
        (0.0, 0.0),
    ];
    around
        .map(|(right, up)| place(matrix, x + right, y + up))
        .to_vec()
}
