"""The hand-over page: who comes and is proven or not, what is open, what was noisy, what the outgoing wrote.
The presenter asks the hub; the words are made in `ui/present/schedule/hand_over.py`.
"""
