-- A small shop for the SQL questions (SQLite). Money is in cents; dates and times are ISO text.
-- The data end on 31 March 2026. They hold NULLs, ties, gaps and inconsistencies on purpose.

CREATE TABLE users (
  user_id     INTEGER PRIMARY KEY,
  name        TEXT NOT NULL,               -- not unique
  email       TEXT,                        -- as typed by the user
  country     TEXT,                        -- NULL: not stated
  signed_up   TEXT NOT NULL,               -- date
  referred_by INTEGER REFERENCES users (user_id)
);

CREATE TABLE products (
  product_id  INTEGER PRIMARY KEY,
  name        TEXT NOT NULL,
  category    TEXT,                        -- NULL: in no category
  price_cents INTEGER                      -- today's list price; NULL: none set
);

CREATE TABLE orders (
  order_id       INTEGER PRIMARY KEY,
  user_id        INTEGER NOT NULL REFERENCES users (user_id),
  ordered_at     TEXT NOT NULL,            -- date and time
  status         TEXT,                     -- paid, cancelled, refunded; NULL: not yet reported
  shipping_cents INTEGER NOT NULL,         -- charged once per order
  items_cents    INTEGER                   -- stored copy of the sum over order_items
);

CREATE TABLE order_items (
  order_id         INTEGER NOT NULL REFERENCES orders (order_id),
  product_id       INTEGER NOT NULL REFERENCES products (product_id),
  quantity         INTEGER NOT NULL,
  unit_price_cents INTEGER NOT NULL,       -- as sold
  PRIMARY KEY (order_id, product_id)
);

CREATE TABLE events (
  event_id    INTEGER PRIMARY KEY,
  user_id     INTEGER,                     -- NULL: logged out
  event       TEXT NOT NULL,               -- view, cart, purchase
  happened_at TEXT NOT NULL,               -- date and time
  platform    TEXT                         -- NULL: not recorded
);

CREATE TABLE assignments (                 -- log of an experiment; a user can occur several times
  user_id     INTEGER NOT NULL REFERENCES users (user_id),
  variant     TEXT NOT NULL,               -- control, treatment
  assigned_at TEXT NOT NULL                -- date and time
);

INSERT INTO users (user_id, name, email, country, signed_up, referred_by) VALUES
  (1,  'Ana',   'ana@mail.test',   'DE', '2026-01-03', NULL),
  (2,  'Ben',   'ben@mail.test',   'DE', '2026-01-09', 1),
  (3,  'Chloe', 'chloe@mail.test', 'FR', '2026-01-15', 1),
  (4,  'Dev',   NULL,              'DE', '2026-01-31', 2),
  (5,  'Eva',   'eva@mail.test',   'FR', '2026-02-02', 3),
  (6,  'Finn',  'finn@mail.test',  NULL, '2026-02-10', NULL),
  (7,  'Ana',   'ANA@mail.test',   'DE', '2026-02-14', 4),
  (8,  'Hugo',  NULL,              'DE', '2026-02-20', NULL),
  (9,  'Iris',  'iris@mail.test',  'FR', '2026-03-01', 5),
  (10, 'Jon',   ' ben@mail.test',  NULL, '2026-03-05', 6),
  (11, 'Kim',   'kim@mail.test',   'US', '2026-03-12', NULL),
  (12, 'Lea',   'lea@mail.test',   'US', '2026-03-20', 11);

INSERT INTO products (product_id, name, category, price_cents) VALUES
  (1,  'Mug',       'Kitchen', 1200),
  (2,  'Teapot',    'Kitchen', 3500),
  (3,  'Kettle',    'Kitchen', 3500),
  (4,  'Lamp',      'Home',    4900),
  (5,  'Rug',       'Home',    8900),
  (6,  'Vase',      'Home',    NULL),
  (7,  'Notebook',  'Office',  600),
  (8,  'Pen',       'Office',  250),
  (9,  'Gift card', NULL,      2500),
  (10, 'Poster',    NULL,      1500),
  (11, 'Chair',     'Office',  12900),
  (12, 'Hammock',   'Garden',  NULL);

INSERT INTO orders (order_id, user_id, ordered_at, status, shipping_cents, items_cents) VALUES
  (101, 1,  '2026-01-05 10:00:00', 'paid',      500,  2500),
  (102, 1,  '2026-01-20 18:30:00', 'cancelled', 500,  8900),
  (103, 1,  '2026-02-03 09:00:00', 'paid',      0,    3500),
  (104, 2,  '2026-01-12 12:00:00', 'paid',      500,  5500),
  (105, 2,  '2026-01-31 23:30:00', 'paid',      500,  1800),
  (106, 3,  '2026-01-20 08:00:00', 'paid',      700,  7000),
  (107, 3,  '2026-02-01 00:00:00', NULL,        700,  2200),
  (108, 4,  '2026-02-05 14:00:00', 'cancelled', 500,  7000),
  (109, 5,  '2026-02-02 20:00:00', 'paid',      700,  NULL),
  (110, 5,  '2026-02-02 20:00:00', 'paid',      0,    2500),
  (111, 6,  '2026-02-12 11:00:00', 'paid',      900,  5300),
  (112, 6,  '2026-02-27 16:45:00', 'paid',      900,  2500),
  (113, 7,  '2026-02-14 22:10:00', 'paid',      500,  12400),
  (114, 1,  '2026-03-02 09:20:00', 'refunded',  500,  11100),
  (115, 10, '2026-03-06 13:00:00', 'cancelled', 900,  0),
  (116, 11, '2026-03-12 19:00:00', 'paid',      1200, 6200),
  (117, 11, '2026-03-31 23:59:59', 'paid',      0,    1500),
  (118, 9,  '2026-03-01 07:15:00', 'paid',      700,  900);

INSERT INTO order_items (order_id, product_id, quantity, unit_price_cents) VALUES
  (101, 1, 2, 1000), (101, 7, 1, 500),
  (102, 5, 1, 8900),
  (103, 1, 1, 1200), (103, 2, 1, 3500),
  (104, 4, 1, 4500), (104, 8, 4, 250),
  (105, 7, 3, 600),
  (106, 1, 1, 1000), (106, 3, 1, 3500), (106, 9, 1, 2500),
  (107, 6, 1, 2200),
  (108, 2, 2, 3500),
  (109, 4, 1, 4500),
  (110, 8, 10, 250),
  (111, 1, 4, 1200), (111, 8, 2, 250),
  (112, 9, 1, 2500),
  (113, 3, 1, 3500), (113, 5, 1, 8900),
  (114, 4, 2, 4500), (114, 7, 1, 600), (114, 10, 1, 1500),
  (116, 1, 1, 1200), (116, 9, 2, 2500),
  (117, 10, 1, 1500);

INSERT INTO events (event_id, user_id, event, happened_at, platform) VALUES
  (1,  3,    'view',     '2026-03-01 23:59:59', 'android'),
  (2,  1,    'view',     '2026-03-02 09:00:00', 'ios'),
  (3,  1,    'cart',     '2026-03-02 09:10:00', 'ios'),
  (4,  1,    'purchase', '2026-03-02 09:20:00', 'web'),
  (5,  2,    'view',     '2026-03-02 10:00:00', 'web'),
  (6,  3,    'cart',     '2026-03-03 08:00:00', 'android'),
  (7,  3,    'view',     '2026-03-03 08:05:00', 'android'),
  (8,  3,    'purchase', '2026-03-03 09:00:00', 'android'),
  (9,  NULL, 'view',     '2026-03-03 15:00:00', 'web'),
  (10, NULL, 'cart',     '2026-03-03 15:05:00', 'web'),
  (11, NULL, 'purchase', '2026-03-03 15:20:00', 'web'),
  (12, 2,    'view',     '2026-03-04 10:00:00', 'web'),
  (13, 2,    'cart',     '2026-03-04 10:30:00', 'web'),
  (14, 2,    'purchase', '2026-03-05 09:00:00', 'web'),
  (15, 4,    'view',     '2026-03-05 12:00:00', 'android'),
  (16, 4,    'cart',     '2026-03-06 13:00:00', 'android'),
  (17, 6,    'purchase', '2026-03-06 18:00:00', 'android'),
  (18, 5,    'view',     '2026-03-06 20:00:00', 'web'),
  (19, 5,    'cart',     '2026-03-06 23:50:00', 'web'),
  (20, 5,    'purchase', '2026-03-08 00:10:00', 'web'),
  (21, 7,    'view',     '2026-03-08 23:59:59', NULL),
  (22, 9,    'view',     '2026-03-09 10:00:00', 'ios'),
  (23, 9,    'purchase', '2026-03-09 11:00:00', 'ios'),
  (24, 9,    'cart',     '2026-03-10 10:00:00', 'ios'),
  (25, 1,    'view',     '2026-03-10 21:00:00', 'ios'),
  (26, 10,   'view',     '2026-03-11 08:00:00', 'web'),
  (27, 10,   'cart',     '2026-03-11 08:05:00', 'web'),
  (28, 10,   'cart',     '2026-03-11 08:06:00', 'web'),
  (29, 10,   'purchase', '2026-03-11 08:10:00', 'web'),
  (30, 10,   'purchase', '2026-03-11 08:40:00', 'web'),
  (31, 2,    'view',     '2026-03-12 17:00:00', 'web'),
  (32, 11,   'view',     '2026-03-15 23:59:30', 'tv'),
  (33, 6,    'view',     '2026-03-16 00:00:00', 'android');

INSERT INTO assignments (user_id, variant, assigned_at) VALUES
  (1,  'control',   '2026-03-01 08:00:00'),
  (1,  'control',   '2026-03-05 08:00:00'),
  (2,  'treatment', '2026-03-01 08:00:00'),
  (3,  'control',   '2026-03-03 12:00:00'),
  (4,  'treatment', '2026-03-01 09:00:00'),
  (5,  'control',   '2026-03-01 10:00:00'),
  (6,  'treatment', '2026-03-01 11:00:00'),
  (6,  'control',   '2026-03-02 11:00:00'),
  (7,  'control',   '2026-03-01 12:00:00'),
  (8,  'treatment', '2026-03-01 13:00:00'),
  (9,  'treatment', '2026-03-01 14:00:00'),
  (10, 'treatment', '2026-03-10 15:00:00'),
  (12, 'control',   '2026-03-21 16:00:00');
