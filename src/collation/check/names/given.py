"""Given names by which one can tell in which order a name is written: those that are common and hardly surnames."""

_GIVEN = (
    # English
    "Amanda Amy Andrea Angela Anna Barbara Betty Brenda Brian Caroline Catherine Christina Christine "
    "Christopher Claire Cynthia Deborah Debra Denise Diane Donna Doris Dorothy Edith Eileen Elizabeth Ellen Emily "
    "Emma Erica Evelyn Fiona Gary Geoffrey Hannah Helen Jacqueline Janice Jeffrey Jennifer Jessica Joan John Jonathan "
    "Joshua Judith Julia Julie Karen Katherine Kathleen Kathryn Katie Kenneth Kevin Larry Laura Lauren Linda Lisa "
    "Louise Lucy Margaret Marilyn Mary Megan Melissa Michael Michelle Nancy Natalie Nicola Nicole Olivia Pamela "
    "Patricia Peter Rachel Rebecca Ronald Samantha Sandra Sara Sarah Sharon Sheila Sophia Sophie Stephanie Steven "
    "Susan Teresa Theresa Timothy Valerie Vanessa Wendy William Zoe Clive Deirdre Gillian Imogen Maureen Niamh "
    "Philippa Pippa Rosalind Siobhan Yvonne "
    # German, Dutch, Scandinavian
    "Anja Anke Astrid Bettina Birgit Björn Christoph Claudia Dieter Franziska Gisela Gudrun Heike Helga Helmut Henrik "
    "Ingrid Jörg Jürgen Karin Karsten Katharina Klaus Kristin Lars Lukas Manfred Markus Matthias Monika Niels Olaf "
    "Petra Renate Rüdiger Sabine Silke Stefanie Susanne Sven Thorsten Tobias Torsten Ulrike Uwe Wolfgang Anneke Femke "
    "Jeroen Joost Maarten Marieke Saskia Wouter Fredrik Gunnar Håkan Kirsten Lennart Søren Annika Kerstin Annegret "
    "Birgitta Britta Detlef Hanne Ingeborg Jutta Kjell Mette Sigrid Solveig Øystein "
    # French, Italian, Spanish, Portuguese
    "Amélie Cécile Céline Chloé Christophe Élise Elodie Émilie Étienne Françoise Hélène Isabelle Jérôme Luc Mathilde "
    "Monique Nathalie Sébastien Stéphane Sylvie Véronique Yves Alessandra Alessandro Alessia Antonella Chiara Davide "
    "Elisa Enrico Federica Federico Francesca Francesco Giacomo Gianni Giovanna Giovanni Giulia Giuseppe Luigi "
    "Massimo Matteo Maurizio Paola Riccardo Roberta Silvia Stefania Stefano Valentina Vincenzo Ana Beatriz Carlos "
    "Carmen Cristina Esther Inés Javier José Lucía Luisa María Rafael Raquel Raúl Rocío Sergio Sofía Susana "
    "Verónica Xiomara Ângela Caio Camila Catarina Fernanda Guilherme Joana João Juliana Letícia Mariana Thiago Tiago "
    "Vinícius "
    # Slavic, Greek, Hungarian, Finnish, Turkish
    "Agnieszka Aleksandr Aleksandra Alexei Andrzej Anastasia Dmitri Dmitry Ekaterina Elżbieta Ewa Galina Grzegorz "
    "Jiří Katarzyna Krzysztof Ludmila Magdalena Małgorzata Mikhail Milena Natalia Nikolai Oleg Piotr Sergei Sergey "
    "Svetlana Tatiana Tomasz Tomáš Vladimir Yuri Zofia Zuzana Dimitrios Eleni Konstantinos Nikolaos Panagiotis Gábor "
    "Dóra Eszter Gergely Zsófia "
    "Ildikó István Katalin László Zoltán Antti Heikki Juha Jukka Marja Päivi Pekka Ayşe Emine Fatma Özlem Zeynep "
    # Arabic, Persian, Indian, African, Japanese, South-East Asian
    "Aisha Fatima Layla Leila Mariam Maryam Nadia Samira Yasmin Zahra Anita Anjali Divya Kavita Pooja Priya Shreya "
    "Sunita Vikram Abena Akosua Chidi Chinedu Chioma Folake Kwabena Kwame Ngozi Nkechi Olumide Oluwaseun Temitope "
    "Akiko Atsushi Haruka Hideo Hiroki Hiroko Hiroshi Junko Kazuo Keiko Kenji Koji Masahiro Masato Michiko Naoki "
    "Noriko Satoshi Shinji Shota Takahiro Takashi Takeshi Taro Tomoko Toshio Yasuhiro Yoshio Yumiko Budi Dewi Wayan "
    "Somchai"
)
GIVEN = frozenset(_GIVEN.split())
"""Given names that are hardly ever surnames."""

_EITHER = (
    "Abdullah Abraham Adam Adi Agus Ahmad Ahmed Ahmet Akira Alan Albert Alejandro Alexander Alexis Alfred Ali Allan "
    "Allen Alonso Ama Amina Amit Anders Andre Andreas Andrew Angel Ann Anne Anong Anthony Antoine Antonio Arjun "
    "Arnold Arthur Arun Ashley August Austin Bailey Barry Bella Benjamin Benoît Bernard Bianca Blake Blas Boris Bruce "
    "Bruno Bryan Cameron Camille Carl Carlo Carol Carter Casey Chandra Charles Charlotte Clark Claude Craig Curtis "
    "Daisuke Dale Dana Daniel David Dean Deepak Denis Dennis Diana Didier Diego Dirk Dominic Donald Douglas Drew "
    "Duncan Dylan Edgar Edmund Eduardo Edward Elena Elias Elliot Emeka Enrique Eric Erik Ernest Ernst Eva Evan Felipe "
    "Felix Fernando Florence Florian Frances Francis Francisco Frank Franklin Franz Frederick Friedrich Gabriel "
    "Gabriela Gabriele Garcia Garry Gene Georg George Georgios Gerald Gerhard Gerrit Gilbert Gina Giorgio Glenn "
    "Gloria Gonzalo Gordon Graham Grant Gregory Guadalupe Guillaume Guillermo Guy Hamid Hana Hanna Hans Harald Harold "
    "Harry Harvey Hasan Hassan Heather Heinrich Heinz Hendrik Henri Henry Herbert Herman Hermann Hossein Howard Hugh "
    "Hugo Hussein Ian Ibrahim Ignacio Igor Ioannis Irene Isaac Isabel Ivan Jack Jackson Jacob Jakob Jakub James Jamie "
    "Jan Jane Janet Jason Jay Jean Jens Jeremy Jerome Jesús Jim Joaquín Joe Joel Johann Johannes Jordan Jorge Jose "
    "Josef Joseph Joy Joyce Juan Judy Julian Julien Justin Kari Karim Karl Kay Keith Kelly Kent Kenta Khaled Khalid "
    "Kim Kimberly Kofi Kumar Kurt Lakshmi Lambert Laurence Lawrence Lee Lena Leo Leon Leonard Leslie Lewis Lina Lloyd "
    "Logan Lope Lorenzo Louis Luca Lucas Luis Luke Luna Lynn Magnus Mahmoud Makoto Malcolm Manish Manuel Marc Marcel "
    "Marco Marcus Marek Maria Marie Marin Marino Mario Marion Marshall Marta Martha Martin Mason Mathew Mathias "
    "Mathieu Matthew Matti Maurice Max Maxwell Meena Mehmet Melvin Mercedes Michel Miguel Mikael Mila Milan Milton "
    "Mina Mitchell Mohamed Mohammad Mohammed Montserrat Morgan Morris Muhammad Murray Mustafa Nathan Neal Neha Neil "
    "Nelson Nicholas Nicolas Nina Noel Norman Oksana Ole Olga Oliver Olivier Omar Oscar Otto Owen Pablo Paolo Parker "
    "Pascal Patrick Paul Paulo Pedro Percy Perry Philip Philippe Phillip Pierre Pieter Pilar Putri Rahul Rainer Raj "
    "Rajesh Rakesh Ralph Ramesh Rashid Ray Raymond Reed Reid Reinhard Rene Ricardo Richard Robert Roberto Roger Rohit "
    "Roland Rolf Romero Rosa Rose Rosemary Ross Roy Ruby Russell Ruth Ryan Ryo Said Saleh Salim Salma Salvador Samson "
    "Samuel Samuelson Sander Sanjay Santiago Scott Sean Sebastian Shane Shannon Shirley Sidney Silva Simon Simona "
    "Singh Siti Sofia Solomon Spencer Stanley Stefan Stephen Stewart Stuart Sunil Suresh Sydney Taylor Terry Thabo "
    "Theodore Thierry Thomas Timo Tina Todd Tom Tony Travis Tyler Ulrich Ursula Valentin Vernon Victoria Vijay "
    "Vincent Virginia Volker Walter Warren Wayne Werner Wesley Winston Woody Xavier Yaw Yoko Yosef Youssef Yuki Yusuf"
)
EITHER = frozenset(_EITHER.split())
"""Given names that are surnames too: they prove nothing, and speak against nothing."""


def is_given(word: str) -> bool:
    """Return whether a word is a given name and hardly a surname; of `Jean-Luc` each half must be one."""
    return all(half in GIVEN for half in word.split("-"))


def may_be_given(word: str) -> bool:
    """Return whether a word is known as a given name, be it as a surname too."""
    return all(half in GIVEN or half in EITHER for half in word.split("-"))
