"""How each kind of answer is judged: one module a kind, each with `judge(item, value)`."""
