/** Prosecutors and courts write Cyrillic; these texts are put into it. */
export const EVALUATIONS = [
  'Procena policije je potpuna. Neposredna opasnost proizlazi iz ponovljenih pretnji, dostupnosti oružja i straha žrtve.',
  'Mogući učinilac je i pored ranije mere nastavio kontakt. Predlaže se produženje mere u celosti.',
  'Okolnosti ukazuju na opasnost od ponavljanja dok traje spor oko dece; predlaže se produženje zabrane prilaska.',
  'Opasnost je i dalje prisutna, iako je mogući učinilac napustio stan; žrtva se boji povratka.',
] as const;

export const REASONS_EXTENDED = [
  'Sud je cenio procenu policije, ocenu tužioca i izjavu lica i našao da neposredna opasnost i dalje postoji.',
  'Iz priloženih dokaza proizlazi ozbiljna pretnja; blaža mera ne bi postigla svrhu.',
] as const;

export const REASONS_REFUSED = [
  'Sud nalazi da iz priloženih dokaza ne proizlazi neposredna opasnost u smislu člana 3. stav 2. zakona.',
  'Lice se odselilo u drugo mesto i izjavilo da neće tražiti kontakt; opasnost nije neposredna.',
] as const;
